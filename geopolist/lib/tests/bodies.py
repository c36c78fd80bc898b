"""Each word of the body's vocabulary in every place where it may stand: what an editor of bodies has to give back."""

from collections.abc import Iterator
from itertools import product

ID = "abcdefghij23"
NAMES = ' id="name" lang="ar" dir="rtl" data-id="abcdefgh"'
# Around words.
MARKS = [
    '<a href="/x" title="t" hreflang="tr" rel="sponsored">{}</a>',
    '<a href="/x" id="place">{}</a>',
    '<a id="place">{}</a>',
    '<abbr title="T">{}</abbr>',
    "<bdi>{}</bdi>",
    '<bdo dir="rtl">{}</bdo>',
    "<cite>{}</cite>",
    "<code>{}</code>",
    '<del datetime="2026-01-01">{}</del>',
    "<em>{}</em>",
    '<em lang="la">{}</em>',
    '<ins datetime="2026-01-01">{}</ins>',
    "<kbd>{}</kbd>",
    "<mark>{}</mark>",
    "<q>{}</q>",
    "<s>{}</s>",
    "<small>{}</small>",
    '<span lang="ar" dir="rtl">{}</span>',
    f'<span data-footnote="" data-references="{ID}">{{}}</span>',
    "<strong>{}</strong>",
    "<sub>{}</sub>",
    "<sup>{}</sup>",
    '<time datetime="2026-01-01">{}</time>',
]
# The braces are for attributes.
BLOCKS = [
    "<p{}>t</p>",
    *(f"<{tag}{{}}>t</{tag}>" for tag in ("h2", "h3", "h4", "h5", "h6")),
    "<ul{}><li>t</li><li>u<ul><li>v</li></ul></li></ul>",
    '<ol{} start="3" reversed type="a"><li>t</li></ol>',
    "<dl{}><dt>t</dt><dd>u</dd></dl>",
    "<hr{}>",
    "<blockquote{}><p>q</p><footer>W</footer></blockquote>",
    '<blockquote{} data-block="pull"><p>q</p></blockquote>',
    '<aside{} data-block="callout" data-title="T &quot;x&quot; &lt;b&gt;"><p>a</p></aside>',
    '<aside{} data-block="keypoints"><ul><li>a</li><li><p>b</p><p>c</p></li></ul></aside>',
    "<table{}><caption>C</caption><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr>"
    '<td colspan="2" data-align="end">1</td></tr></tbody><tbody><tr><th rowspan="2">x</th><td>y</td></tr>'
    "<tr><td></td></tr></tbody><tfoot><tr><td>s</td><td>t</td></tr></tfoot></table>",
    '<pre{} data-language="c++">a\n  b\n\nc</pre>',
    '<pre{} data-block="verse">a\n  <em>b</em></pre>',
    "<details{}><summary>s</summary><p>a</p></details>",
    "<section{}><p>a</p></section>",
    '<section{} data-block="columns"><section><p>a</p></section><section><p>b</p></section></section>',
    f'<figure{{}} data-image="{ID}" data-alt="A" data-decorative="true" data-width="wide">'
    "<figcaption>C</figcaption></figure>",
    f'<figure{{}} data-image="{ID}"></figure>',
    '<figure{} data-src="https://x.example/a.png" data-alt="A" data-w="3" data-h="4">'
    "<figcaption>C</figcaption></figure>",
    f'<div{{}} data-block="gallery"><figure data-image="{ID}"></figure>'
    '<figure data-src="https://x.example/a.png"></figure><p>c</p></div>',
    f'<div{{}} data-block="audio" data-document="{ID}">c</div>',
    f'<div{{}} data-block="video" data-document="{ID}"></div>',
    f'<div{{}} data-block="file" data-document="{ID}">c</div>',
    '<div{} data-block="embed" data-embed="https://youtu.be/abcdefghijk">c</div>',
]
LIVE = '<section{} data-block="live" data-time="2026-05-01T09:30:00Z"><h3>t</h3><p>x</p></section>'
# What holds blocks.
HOLDERS = [
    "<ul><li>{}</li></ul>",
    "<ol><li>t</li><li><p>f</p>{}</li></ol>",
    "<ul><li>text{}</li></ul>",
    "<dl><dt>t</dt><dd>{}</dd></dl>",
    "<table><tbody><tr><td>{}</td></tr></tbody></table>",
    "<table><tbody><tr><th>{}</th><td>d</td></tr></tbody></table>",
    "<blockquote>{}</blockquote>",
    "<blockquote><p>x</p>{}<footer>W</footer></blockquote>",
    '<aside data-block="callout">{}</aside>',
    '<aside data-block="keypoints"><ul><li>x{}</li></ul></aside>',
    "<details><summary>s</summary>{}</details>",
    "<section>{}</section>",
    '<section data-block="columns"><section>{}</section><section><p>b</p></section></section>',
    '<section data-block="live" data-time="2026-05-01T09:30:00Z">{}</section>',
]
# What holds words.
LINES = [
    "<p>{}</p>",
    "<h2>{}</h2>",
    "<ul><li>{}</li></ul>",
    "<dl><dt>{}</dt><dd>x</dd></dl>",
    "<dl><dd>{}</dd></dl>",
    "<table><caption>{}</caption><tr><td>x</td></tr></table>",
    "<table><tr><th>{}</th></tr><tr><td>x</td></tr></table>",
    "<table><tr><td>{}</td></tr></table>",
    "<details><summary>{}</summary><p>x</p></details>",
    f'<figure data-image="{ID}"><figcaption>{{}}</figcaption></figure>',
    "<blockquote><p>x</p><footer>{}</footer></blockquote>",
    f'<div data-block="gallery"><figure data-image="{ID}"></figure><p>{{}}</p></div>',
    '<div data-block="embed" data-embed="https://x.example/">{}</div>',
    f'<div data-block="file" data-document="{ID}">{{}}</div>',
    "<pre>{}</pre>",
]
ODDITIES = [
    '<ul><li lang="ar" dir="rtl">x</li></ul>',
    '<dl><dt lang="ar">x</dt><dd lang="tr">y</dd></dl>',
    '<table><caption lang="ar">C</caption><thead lang="ar"><tr lang="tr"><th lang="en">a</th></tr></thead>'
    '<tbody dir="rtl"><tr><td dir="ltr">a</td></tr></tbody></table>',
    '<details><summary lang="ar">x</summary><p>y</p></details>',
    f'<figure data-image="{ID}"><figcaption lang="ar">x</figcaption></figure>',
    '<blockquote><p>x</p><footer lang="ar">W</footer></blockquote>',
    f'<div data-block="gallery"><figure data-image="{ID}"></figure><p lang="ar" id="q">c</p></div>',
    '<p>a<br lang="tr">b</p>',
    '<p>a<span data-footnote lang="ar" dir="rtl">b <a href="/x">c</a> <em>d</em><br>e</span> '
    "<em>f<span data-footnote>g</span></em></p>",
    '<p><span lang="ar">a <span lang="tr">b</span></span> <em>a <em lang="la">b</em></em></p>',
    "<p>a&nbsp;b &amp;nbsp; &lt;i&gt; a\u200cb\u00adc <em> d </em>e</p>",
    "<table><tfoot><tr><td>f</td></tr></tfoot><tbody><tr><td>b</td></tr></tbody></table>",
    "<table><thead><tr><th>a</th></tr><tr><th>b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>",
    '<table><tr><td>a</td></tr><tr><td>b</td><td rowspan="9">c</td></tr></table>',
    '<table><tr><th scope="colgroup" colspan="2">a</th></tr><tr><th scope="rowgroup">b</th><td>c</td></tr></table>',
    "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>",
    "<ul><li>a<ul><li>b<ol><li>c<dl><dt>d</dt><dd>e</dd></dl></li></ol></li></ul></li></ul>",
    "<ul><li><ul><li>x</li></ul></li></ul>",
    "<hr><hr>",
    "<dl><dd>only a meaning</dd></dl>",
]
# No nodes express these: they are kept as they are.
KEPT = [
    "<p>a <q>b <q>c</q></q> d</p>",
    "<p><q>a</q><q>b</q></p>",
    "<p>x<sup>a<sup>b</sup></sup></p>",
    "<p>x<sub>a<sub>b</sub></sub></p>",
    "<p><small>a <small>b</small></small></p>",
]


def bodies() -> Iterator[str]:
    yield from (block.format(names) for block in [*BLOCKS, LIVE] for names in ("", NAMES))
    yield from (holder.format(block.format("")) for holder, block in product(HOLDERS, BLOCKS))
    yield from (line.format(f"x {mark.format('w')} y<br>z") for line, mark in product(LINES, MARKS))
    yield from (
        f"<p>x {one.format(f'o {other.format("w")} c')} y</p>" for one, other in product(MARKS, MARKS) if one != other
    )
    yield from (f"<p>{one.format('w')}{other.format('v')}</p>" for one, other in product(MARKS, MARKS) if one != other)
    yield from ODDITIES
