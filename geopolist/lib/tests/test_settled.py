"""What need not be written anew: only what would come out the same."""

import pytest

from geopolist.lib.body.vocabulary import ACCEPTED, STORED
from geopolist.lib.nesting import DEEPEST, balanced
from geopolist.lib.settled import is_settled
from geopolist.lib.tests import hostile

ODD = (
    "<p>a<p>b",
    "<p>a<div>b</div></p>",
    "<p><b><p>x</p></b></p>",
    "<strong><p>a</p><p>b</p></strong>",
    "<h2>a<h3>b</h3></h2>",
    "<a href='/x'>a <em><a href='/y'>b</a></em></a>",
    "<table>words<tr><td>x</td></tr></table>",
    "<table><tbody> <tr><td>x</td></tr></tbody></table>",
    "<table><tr><td>x</td></tr></table>",
    "<table><tbody><tr><td>x</td></tr></tbody></table>after",
    "<td>x</td>",
    "<li>x</li>",
    "<ul><li>a<li>b</ul>",
    "<div/>x",
    "<p/>x",
    "<p>a<br/>b</p>",
    "<p>a<br>b</p>",
    "<p>a<!-- b -->c</p>",
    "<p><![CDATA[<b>x</b>]]></p>",
    "<?php <p>x</p> ?>",
    "<pre>\n\nx</pre>",
    "<pre>x\n</pre>",
    "<p>&eacute; &#13; &#x85; &amp;lt;</p>",
    "<p>a & b</p>",
    "<P>x</P>",
    "<p onclick='x'>x</p>",
    "<script>x</script>",
    "<p xmlns='y'>x</p>",
    '<p title="a>b">x</p>',
    f"<p>{'<em>' * 70}x{'</em>' * 70}</p>",
    "<span data-footnote=''><div>x</div></span>",
)


@pytest.mark.parametrize("allowed", [ACCEPTED, STORED], ids=["accepted", "stored"])
@pytest.mark.parametrize("html", [*ODD, *hostile.ALL])
def test_what_is_settled_comes_out_the_same_either_way(html, allowed):
    if is_settled(html, allowed.known):
        assert allowed.filter(html) == allowed.filter(balanced(html, allowed.known))


def test_much_is_not_settled():
    assert [html for html in ODD if is_settled(html, STORED.known)] == [
        "<table><tbody><tr><td>x</td></tr></tbody></table>after",
        "<p>a<br>b</p>",
        "<pre>x\n</pre>",
        "<p onclick='x'>x</p>",
        '<p title="a>b">x</p>',
    ]


def test_depth_is_where_the_writer_refuses():
    deep = [f"{'<div>' * depth}x{'</div>' * depth}" for depth in (DEEPEST, DEEPEST + 1)]

    assert [is_settled(html, STORED.known) for html in deep] == [True, False]
    assert balanced(deep[0], STORED.known) == deep[0]
