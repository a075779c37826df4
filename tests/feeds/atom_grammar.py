"""The grammar of Atom feeds in RELAX NG, written from RFC 4287, as far as ours go and no further."""

from __future__ import annotations

from lxml import etree

from rådscraper.feeds.atom import ATOM

GRAMMAR = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="feed">
      <optional><attribute name="xml:lang"><data type="language"/></attribute></optional>
      <interleave>
        <element name="author"><element name="name"><ref name="words"/></element></element>
        <element name="id"><ref name="address"/></element>
        <element name="title"><ref name="words"/></element>
        <element name="updated"><ref name="moment"/></element>
        <oneOrMore><ref name="link"/></oneOrMore>
        <zeroOrMore><ref name="entry"/></zeroOrMore>
      </interleave>
    </element>
  </start>
  <define name="entry">
    <element name="entry">
      <interleave>
        <element name="id"><ref name="address"/></element>
        <element name="title"><text/></element>
        <element name="updated"><ref name="moment"/></element>
        <optional><element name="published"><ref name="moment"/></element></optional>
        <optional><element name="summary"><text/></element></optional>
        <zeroOrMore><element name="category"><attribute name="term"/></element></zeroOrMore>
        <oneOrMore><ref name="link"/></oneOrMore>
      </interleave>
    </element>
  </define>
  <define name="link">
    <element name="link">
      <attribute name="href"><ref name="address"/></attribute>
      <attribute name="rel"><choice><value>self</value><value>alternate</value></choice></attribute>
      <attribute name="type"><data type="string"><param name="pattern">.+/.+</param></data></attribute>
    </element>
  </define>
  <define name="address">
    <data type="anyURI"><param name="pattern">[a-z][a-z0-9+.\\-]*:\\S+</param></data>
  </define>
  <define name="words"><data type="string"><param name="minLength">1</param></data></define>
  <define name="moment">
    <data type="dateTime"><param name="pattern">.*(Z|[+\\-]\\d\\d:\\d\\d)</param></data>
  </define>
</grammar>
"""


def read_feed(feed: bytes) -> etree._Element:
    """Read a feed and hold it against the grammar."""
    root = etree.fromstring(feed)
    etree.RelaxNG(etree.XML(GRAMMAR)).assertValid(root)
    return root


def texts(root: etree._Element, path: str) -> list[str]:
    """What an XPath finds, the names of Atom being written ``a:title``."""
    found = root.xpath(path, namespaces={"a": ATOM})
    assert isinstance(found, list)
    return [str(one) for one in found]
