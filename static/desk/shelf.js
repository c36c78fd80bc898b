/** What the library's shelf at `address` holds: `asked` is `{ q, page }` or `{ ids }`. Rejects where it does not say. */
export const found = async (address, asked) => {
  const answer = await fetch(`${address}?${new URLSearchParams(asked)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
};

/** Sends values there; the answer with its `status`, which is 0 where none came. `progress` hears the share that is sent. */
export const sent = (address, values, progress = () => {}) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress(loaded / total);
    request.onload = () => resolve({ ...request.response, status: request.status });
    request.onerror = () => resolve({ status: 0 });
    request.send(values);
  });
