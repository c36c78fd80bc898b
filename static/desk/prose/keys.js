import { Extension, pm } from "./engine.js";
import { run } from "./commands.js";

// Lists and tables have ideas of their own about these.
const OTHERS = new Set(["Tab", "Shift-Tab"]);

/** The keys that the toolbar's template gives its tools. */
export const Keys = Extension.create({
  name: "keys",
  priority: 500,
  addProseMirrorPlugins() {
    const { surface } = this.editor.options;
    const keys = {};
    for (const { dataset } of surface.root.querySelectorAll("[data-tool][data-keys]")) {
      if (!OTHERS.has(dataset.keys)) keys[dataset.keys] = () => run(surface, dataset.tool);
    }
    keys["Mod-y"] = () => run(surface, "redo");
    keys["Mod-g"] = () => run(surface, "findNext");
    const pressed = pm.keymap.keydownHandler(keys);
    // With AltGr, which some systems call Ctrl and Alt, people write letters.
    const handleKeyDown = (view, event) => !event.getModifierState("AltGraph") && pressed(view, event);
    return [new pm.state.Plugin({ props: { handleKeyDown } })];
  },
});
