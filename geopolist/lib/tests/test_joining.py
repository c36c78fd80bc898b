"""One style sheet and one script out of many small files."""

import pytest

from geopolist.lib.joining import CannotJoin, one_script, one_style_sheet


def reader(files: dict[str, str]):
    return files.__getitem__


def test_an_imported_style_sheet_stands_in_its_layer() -> None:
    files = {"a.css": "/* why */\n.a { color: red; }\n"}

    joined = one_style_sheet('@layer x;\n@import url("a.css") layer(x);\n', reader(files))

    assert joined == "@layer x;@layer x{.a{color:red}}\n"


def test_addresses_in_an_imported_style_sheet_lead_where_they_led() -> None:
    files = {"components/a.css": 'a { src: url("../../fonts/b.woff2"); mask: url("data:x"); filter: url(#here); }'}

    joined = one_style_sheet('@import url("components/a.css") layer(x);', reader(files))

    assert joined == '@layer x{a{src:url("../fonts/b.woff2");mask:url("data:x");filter:url(#here)}}\n'


def test_only_spaces_that_mean_something_stay() -> None:
    text = """
      .a > .b, .c :hover::before { content: "; } , a"; inset: 0 auto; inline-size: calc(100% - 2 * var(--x)); }
      @media (width >= 40rem) and (hover) { .a { & + &:is(.d , .e) { --x: 1px; } } }
    """

    joined = one_style_sheet(text, reader({}))

    assert joined == (
        '.a>.b,.c :hover::before{content:"; } , a";inset:0 auto;inline-size:calc(100% - 2 * var(--x))}'
        "@media (width>= 40rem) and (hover){.a{& + &:is(.d,.e){--x:1px}}}\n"
    )


def test_an_import_in_another_form_is_refused() -> None:
    with pytest.raises(CannotJoin):
        one_style_sheet("@import 'a.css';", reader({}))


def test_a_module_runs_once_after_those_it_imports() -> None:
    files = {
        "js/site.js": 'import first from "./elements/first.js";\nimport { say } from "./tools.js";\nsay(first);\n',
        "js/elements/first.js": 'import { say } from "../tools.js";\nexport default say;\n',
        "js/tools.js": "export const say = (text) => text;\n",
    }

    joined = one_script("js/site.js", reader(files))

    assert joined.count("=> text;") == 1
    assert joined.index("=> text;") < joined.index("exported.default = say;") < joined.index("say(first);")
    assert "const { say } = module0;" in joined
    assert "const first = module1.default;" in joined
    assert "import " not in joined


def test_comments_and_indents_of_a_script_go_and_what_looks_like_one_stays() -> None:
    text = """
      // why
      /** What it does. */
      const a = "https://example.org/"; // said here
      const b = `a  b`;

      /* more
         than a line */
        a.replace(/\\/\\*/, b);
    """

    joined = one_script("js/site.js", reader({"js/site.js": text}))

    assert joined == (
        'const module0 = {};\n((exported) => {\nconst a = "https://example.org/"; // said here\nconst b = `a  b`;\n'
        "/* more\nthan a line */\na.replace(/\\/\\*/, b);\n})(module0);\n"
    )


def test_a_text_over_two_lines_is_refused() -> None:
    with pytest.raises(CannotJoin, match="backquotes"):
        one_script("js/site.js", reader({"js/site.js": "const a = `b\n  c`;"}))


@pytest.mark.parametrize("line", ['import "./x.js";', "export function f() {}", 'const x = import("./x.js");'])
def test_a_script_in_another_form_is_refused(line: str) -> None:
    with pytest.raises(CannotJoin, match=r"site\.js"):
        one_script("js/site.js", reader({"js/site.js": line}))


def test_a_module_that_stays_apart_is_imported_by_its_name_and_not_read() -> None:
    files = {
        "desk/a.js": 'import { b } from "./parts/b.js";\nimport { engine } from "./engine.js";\nb(engine);\n',
        "desk/parts/b.js": 'import { engine } from "../engine.js";\nexport const b = () => engine;\n',
    }

    joined = one_script("desk/a.js", reader(files), apart=("desk/engine.js",))

    imports = [line for line in joined.splitlines() if line.startswith("import")]
    assert imports == ['import * as module0 from "./engine.js";']
    assert joined.startswith(imports[0])
    assert joined.count("const { engine } = module0;") == 2
