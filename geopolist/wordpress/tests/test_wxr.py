"""Reading export files: what is taken, what is refused and where, what --repair mends."""

import gzip
from pathlib import Path

import pytest

from geopolist.wordpress.wxr import Author, Item, Refused, Repairs, Site, Term, read

from . import exports


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str | bytes, name: str = "export.xml") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return written


def items(path: Path, repairs: Repairs | None = None) -> list[Item]:
    return [record for record in read(path, repairs) if isinstance(record, Item)]


def test_records_come_in_order_with_the_site_first(write):
    path = write(
        exports.channel(
            exports.author("elif", "Elif Aydın")
            + exports.category("europe", "Europe &amp; Asia")
            + exports.item(7, "First words", "Text", exports.term("category", "europe"), exports.comment(3))
        )
    )

    site, author, term, item = list(read(path))

    assert site == Site("1.2", "Old Harbour Review", "https://old.example", base_url="https://old.example")
    assert isinstance(author, Author)
    assert (author.login, author.display_name) == ("elif", "Elif Aydın")
    assert isinstance(term, Term)
    assert (term.taxonomy, term.slug, term.name) == ("category", "europe", "Europe &amp; Asia")
    assert isinstance(item, Item)
    assert (item.old_id, item.type, item.status, item.title) == ("7", "post", "publish", "First words")
    assert [comment.content for comment in item.comments] == ["A thought."]


def test_prefixes_do_not_matter_and_namespaces_do(write):
    text = exports.channel(exports.item(1, "One", "Body"))
    renamed = text.replace("wp:", "old:").replace("xmlns:wp", "xmlns:old")
    stranger = text.replace('xmlns:wp="http://wordpress.org/export/1.2/"', 'xmlns:wp="http://elsewhere.example/"')

    assert items(write(renamed))[0].old_id == "1"
    with pytest.raises(Refused, match="wxr_version"):
        list(read(write(stranger)))


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_is_read(write, version):
    assert items(write(exports.channel(exports.item(1, "One"), version=version)))[0].title == "One"


def test_version_1_0_names_each_term_twice_and_it_counts_once(write):
    both = (
        "<category><![CDATA[Sea]]></category>"
        '<category domain="category" nicename="sea"><![CDATA[Sea]]></category>'
        '<category domain="tag"><![CDATA[Salt]]></category>'
        '<category domain="tag" nicename="salt"><![CDATA[Salt]]></category>'
    )

    [item] = items(write(exports.channel(exports.item(1, "One", "", both), version="1.0")))

    assert [(ref.taxonomy, ref.slug) for ref in item.terms] == [("category", "sea"), ("post_tag", "salt")]


def test_terms_that_have_only_a_name_are_all_taken(write):
    bare = "<category><![CDATA[Sea]]></category><category>Salt</category><category domain='' nicename='x'></category>"

    [item] = items(write(exports.channel(exports.item(1, "One", "", bare))))

    assert [(ref.taxonomy, ref.slug, ref.name) for ref in item.terms] == [
        ("category", "Sea", "Sea"),
        ("category", "Salt", "Salt"),
    ]


def test_the_address_of_a_commenters_machine_is_never_read(write):
    [item] = items(write(exports.channel(exports.item(1, "One", "", exports.comment(1)))))

    assert "203.0.113.7" not in repr(item)


def test_missing_version_is_refused_with_a_sentence(write):
    text = exports.channel(exports.item(1, "One")).replace("<wp:wxr_version>1.2</wp:wxr_version>", "")

    with pytest.raises(Refused) as refused:
        list(read(write(text)))

    assert "wp:wxr_version is missing" in refused.value.reason


def test_newer_version_is_refused(write):
    with pytest.raises(Refused, match=r"version 2\.0"):
        list(read(write(exports.channel(exports.item(1, "One"), version="2.0"))))


def test_broken_file_is_refused_with_line_and_column(write):
    text = exports.channel("<item>\n<title>Half</item>")

    with pytest.raises(Refused) as refused:
        list(read(write(text)))

    line = text[: text.index("</item>")].count("\n") + 1
    assert (refused.value.line, refused.value.column) == (line, 13)
    assert "mismatched tag" in str(refused.value)


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE rss SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, "<!DOCTYPE rss>"])
@pytest.mark.parametrize("repairs", [None, Repairs()])
def test_doctype_is_refused_before_any_content(write, doctype, repairs):
    text = exports.channel(exports.item(1, "&b;")).replace("<rss", doctype + "<rss", 1)
    given = []

    with pytest.raises(Refused, match="DOCTYPE") as refused:
        given += read(write(text), repairs)

    assert (refused.value.line, given) == (2, [])


def test_other_xml_is_refused(write):
    with pytest.raises(Refused, match="begins with <html>"):
        list(read(write("<html><body/></html>")))


def test_deep_nesting_is_refused(write):
    with pytest.raises(Refused, match="more than 100 deep"):
        list(read(write(exports.channel("<item>" + "<a>" * 200 + "</a>" * 200 + "</item>"))))


def test_huge_field_is_refused_without_reading_it_whole(write):
    with pytest.raises(Refused, match="more than 10 MB"):
        list(read(write(exports.channel(exports.item(1, "One", "x" * (10 << 20) + "y")))))


def test_gzip_is_read_and_a_bomb_is_not(write):
    good = gzip.compress(exports.channel(exports.item(1, "One")).encode())
    bomb = gzip.compress(b"<rss>" + b" " * (80 << 20))

    assert items(write(good, "export.xml.gz"))[0].title == "One"
    with pytest.raises(Refused, match="far more than an export holds"):
        list(read(write(bomb, "bomb.xml.gz")))
    with pytest.raises(Refused, match="damaged") as refused:
        list(read(write(good[:-20], "cut.xml.gz")))
    assert refused.value.line > 1


def test_zip_and_missing_file_are_refused_with_a_sentence(write, tmp_path):
    with pytest.raises(Refused, match="unpack it"):
        list(read(write(b"PK\x03\x04rest")))
    with pytest.raises(Refused, match="cannot be opened"):
        list(read(tmp_path / "nowhere.xml"))


def test_repair_counts_what_it_mends_and_leaves_cdata_alone(write):
    broken = (
        exports.channel(exports.item(1, "Tom & Jerry [CDATA keeps &]", "a&b", slug="tom"))
        .replace("<title>Old Harbour Review", "<title>Old & Harbour&nbsp;Review \x08", 1)
        .replace("https://old.example/tom", "https://old.example/?a=1&b=2&#8;#tom")
    )
    data = b"\n<b>Notice</b>: Undefined index\n" + broken.encode().replace(b"Harbour", b"Harb\x94ur")
    repairs = Repairs()

    with pytest.raises(Refused):
        list(read(write(data)))
    site, item = list(read(write(data), repairs))

    assert site.title == "Old & Harb”ur\xa0Review"
    assert item.link.startswith("https://old.example/?a=1&b=2#tom")
    assert item.title == "Tom & Jerry [CDATA keeps &]"
    assert dict(repairs.counts) == {
        "text before the first tag": 1,
        "bare ampersands": 2,
        "named entities": 1,
        "control characters": 2,
        "Windows-1252 bytes": 1,
        "undeclared prefixes": 0,
    }


def test_repair_declares_a_prefix_that_the_exporter_forgot(write):
    text = exports.channel('<atom:link href="x"/>' + exports.item(1, "One"))
    repairs = Repairs()

    with pytest.raises(Refused, match="unbound prefix"):
        list(read(write(text)))

    assert items(write(text), repairs)[0].title == "One"
    assert repairs.counts["undeclared prefixes"] == 1


def test_repair_tells_lines_of_the_file_as_it_is(write):
    text = "\n\n\n" + exports.channel("<item>\n<title>Half</item>")

    with pytest.raises(Refused) as refused:
        list(read(write(text), Repairs()))

    assert refused.value.line == text[: text.index("</item>")].count("\n") + 1


def test_repair_keeps_text_whole_across_its_pieces(write):
    content = " ".join(f"şişe{number}" for number in range(60_000)) + "x" * 200_000
    path = write(exports.channel(exports.item(1, "One", content)))

    assert items(path, Repairs())[0].content == content
