// The editor's engine, of the package django-prose-editor. A relative address, so that a release names it by its
// content, and no import map has to stand before every other module of the desk.
export * from "../../django_prose_editor/editor.js";
