/** What is kept under `name`, if anything. */
export const kept = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

/** Keep `value` under `name` in this browser; an empty value forgets it. */
export const keep = (name, value) => {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // Storage is shut: the choice lasts for this page.
  }
};
