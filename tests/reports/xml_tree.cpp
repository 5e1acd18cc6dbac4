// Reads XML by recursive descent.
// SPDX-License-Identifier: Apache-2.0
#include "tests/reports/xml_tree.h"

#include <cctype>
#include <stdexcept>

namespace loadline::test {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  XmlElement document() {
    expect("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    skip_space();
    XmlElement root = element();
    skip_space();
    if (!rest_.empty()) fail("text after the end");
    return root;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(what + " before: " + std::string(rest_.substr(0, 60)));
  }

  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  void expect(std::string_view text) {
    if (!take(text)) fail("expected " + std::string(text));
  }

  void skip_space() {
    while (rest_.starts_with(' ') || rest_.starts_with('\n')) rest_.remove_prefix(1);
  }

  std::string name() {
    std::string name;
    while (!rest_.empty() &&
           (std::isalnum(static_cast<unsigned char>(rest_[0])) || rest_[0] == '-' || rest_[0] == '.')) {
      name += rest_[0];
      rest_.remove_prefix(1);
    }
    if (name.empty()) fail("expected a name");
    return name;
  }

  std::string characters(char end) {
    std::string text;
    while (!rest_.empty() && rest_[0] != end) {
      const auto byte = static_cast<unsigned char>(rest_[0]);
      if (byte < 0x20 && byte != '\n') fail("a control character");
      if (rest_.starts_with("\xef\xbf\xbe") || rest_.starts_with("\xef\xbf\xbf")) fail("no character of XML");
      if (rest_[0] == '<') fail("a bare <");
      if (rest_.starts_with("]]>")) fail("a bare ]]>");
      if (rest_[0] == '&') {
        text += reference();
      } else {
        text += rest_[0];
        rest_.remove_prefix(1);
      }
    }
    return text;
  }

  char reference() {
    static const std::map<std::string_view, char> kKnown{
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    for (const auto& [written, meant] : kKnown) {
      if (take(written)) return meant;
    }
    fail("an unknown reference");
  }

  XmlElement element() {
    expect("<");
    XmlElement element{name(), {}, {}, {}};
    while (take(" ")) {
      const std::string key = name();
      expect("=\"");
      if (!element.attributes.emplace(key, characters('"')).second) fail("attribute twice: " + key);
      expect("\"");
    }
    if (take("/>")) return element;
    expect(">");
    for (element.text = characters('<'); !rest_.starts_with("</"); element.text += characters('<')) {
      element.children.push_back(this->element());
    }
    expect("</" + element.name + ">");
    return element;
  }

  std::string_view rest_;
};

void collect(const XmlElement& element, std::string_view wanted, std::vector<const XmlElement*>& found) {
  for (const XmlElement& child : element.children) {
    if (child.name == wanted) found.push_back(&child);
    collect(child, wanted, found);
  }
}

}  // namespace

std::vector<const XmlElement*> XmlElement::all(std::string_view wanted) const {
  std::vector<const XmlElement*> found;
  collect(*this, wanted, found);
  return found;
}

XmlElement read_xml(std::string_view text) { return Reader(text).document(); }

}  // namespace loadline::test
