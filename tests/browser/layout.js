// What a reader would see as a fault: text that is cut off, that leaves the window, or lies on other text.
() => {
  const found = [];
  const say = (what, element, text) =>
    found.push(`${what}: <${element.localName} class="${element.getAttribute("class") ?? ""}"> ${text.trim().slice(0, 40)}`);
  const hidden = (element) => element.closest(".unseen, .skip:not(:focus), [hidden]");
  /** Scrolls by itself: what stands outside its box can be reached. */
  const scrolls = (style) => /auto|scroll/.test(style.overflowX + style.overflowY);
  const stuck = (element) => {
    for (let up = element; up; up = up.parentElement)
      if (getComputedStyle(up).position === "sticky") return true;
    return false;
  };

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || hidden(element) || /^(script|style|noscript|title)$/.test(element.localName)) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    let inside = false;
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
    for (let up = element; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (up !== document.documentElement && up !== document.body && scrolls(style)) {
        inside = true;
        break;
      }
      const clips = up instanceof SVGSVGElement || /hidden|clip/.test(style.overflowX + style.overflowY);
      if (!clips) continue;
      const box = up.getBoundingClientRect();
      for (const rect of rects)
        if (rect.left < box.left - 1 || rect.right > box.right + 1 || rect.top + rect.height / 4 < box.top || rect.bottom - rect.height / 4 > box.bottom)
          say("cut off", element, node.data);
    }
    if (inside) continue;
    for (const rect of rects) {
      if (rect.left < -1 || rect.right > innerWidth + 1) say("outside the window", element, node.data);
      // Faces reserve room above and below their letters; the middle half is where ink is.
      lines.push({ node, element, text: node.data, left: rect.left, right: rect.right,
        top: rect.top + rect.height / 4, bottom: rect.bottom - rect.height / 4, stuck: stuck(element) });
    }
  }

  const ruler = document.createElement("canvas").getContext("2d");
  for (const field of document.querySelectorAll("input[placeholder]")) {
    const style = getComputedStyle(field);
    ruler.font = style.font;
    // Chromium keeps room for the cross that empties a search field.
    const cross = field.type === "search" ? parseFloat(style.fontSize) : 0;
    const sides = parseFloat(style.paddingInlineStart) + parseFloat(style.paddingInlineEnd);
    const room = field.clientWidth - sides - cross;
    if (ruler.measureText(field.placeholder).width > room + 1) say("no room for", field, field.placeholder);
  }

  lines.sort((one, other) => one.top - other.top);
  for (let i = 0; i < lines.length; i++) {
    for (let j = i + 1; j < lines.length && lines[j].top < lines[i].bottom; j++) {
      const [one, other] = [lines[i], lines[j]];
      if (one.node === other.node || one.stuck || other.stuck) continue;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (across > 2 && down > 2) say(`on “${other.text.trim().slice(0, 30)}”`, one.element, one.text);
    }
  }
  return [...new Set(found)];
}
