import { pm } from "./engine.js";

/** Copies have no names of what is still there, and cells go into cells. */
export const settled = (slice, state) => {
  const taken = new Set();
  state.doc.descendants(({ attrs }) => [attrs.name, attrs.anchor].forEach((name) => name && taken.add(name)));
  const { Fragment, Slice } = pm.model;
  const renamed = (fragment) => Fragment.from(fragment.content.map(copied));
  const copied = (node) => {
    if (node.isText) return node;
    const attrs = { ...node.attrs };
    for (const name of ["name", "anchor"]) if (taken.has(attrs[name])) attrs[name] = null;
    return node.type.create(attrs, renamed(node.content), node.marks);
  };
  const content = renamed(slice.content);
  const only = content.childCount === 1 ? content.firstChild : null;
  const isIntoCells = only?.type.name === "tableFrame" && pm.tables.isInTable(state);
  if (isIntoCells) return new Slice(Fragment.from(only.lastChild), 0, 0);
  return new Slice(content, slice.openStart, slice.openEnd);
};
