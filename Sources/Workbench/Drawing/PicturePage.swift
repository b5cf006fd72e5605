/// One page that shows an SVG and needs nothing else: wheel or pinch to zoom, drag to move, double click to fit;
/// a click on an entity brings out what it is tied to.
struct PicturePage {
  private let svg: String
  private let title: String

  init(svg: [UInt8], title: String) {
    let text = String(decoding: svg, as: UTF8.self)
    let start = text.range(of: "<svg")?.lowerBound ?? text.startIndex
    self.svg = String(text[start...])
    self.title = title
  }

  var bytes: [UInt8] { Array(page.utf8) }

  private var page: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    \(svg)
    <script>
    \(Self.script)
    </script>
    </body>
    </html>

    """
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }

  private static let style = """
    html, body { margin: 0; height: 100%; overflow: hidden; background: white; }
    svg { width: 100vw; height: 100vh; cursor: grab; touch-action: none; }
    .node { cursor: pointer; }
    svg.chosen .node, svg.chosen .edge { opacity: 0.12; }
    svg.chosen .near { opacity: 1; }
    """

  /// Graphviz writes an edge's title as "source->target"; ends are found by the titles of nodes.
  private static let script = """
    const svg = document.querySelector('svg');
    const whole = svg.getAttribute('viewBox').split(/\\s+/).map(Number);
    let view = whole.slice();
    const show = () => svg.setAttribute('viewBox', view.join(' '));
    const point = e => {
      const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
      return [p.x, p.y];
    };
    svg.addEventListener('wheel', e => {
      e.preventDefault();
      const [x, y] = point(e), k = Math.exp(e.deltaY * 0.0015);
      view = [x - (x - view[0]) * k, y - (y - view[1]) * k, view[2] * k, view[3] * k];
      show();
    }, { passive: false });
    let from = null, moved = false;
    svg.addEventListener('pointerdown', e => { from = point(e); moved = false; });
    window.addEventListener('pointerup', () => { from = null; });
    svg.addEventListener('pointermove', e => {
      if (!from) return;
      const [x, y] = point(e);
      if (Math.abs(x - from[0]) + Math.abs(y - from[1]) > 4) moved = true;
      if (!moved) return;
      view[0] += from[0] - x; view[1] += from[1] - y;
      show();
    });
    svg.addEventListener('dblclick', () => { view = whole.slice(); show(); });
    const titleOf = g => g.querySelector('title').textContent;
    const nodes = new Map([...svg.querySelectorAll('.node')].map(g => [titleOf(g), g]));
    const ends = g => {
      const title = titleOf(g);
      for (let i = title.indexOf('->'); i >= 0; i = title.indexOf('->', i + 1)) {
        const pair = [title.slice(0, i), title.slice(i + 2)];
        if (pair.every(name => nodes.has(name))) return pair;
      }
      return [];
    };
    const edges = [...svg.querySelectorAll('.edge')].map(g => [g, ends(g)]);
    svg.addEventListener('click', e => {
      if (moved) return;
      const chosen = e.target.closest('.node');
      svg.querySelectorAll('.near').forEach(g => g.classList.remove('near'));
      svg.classList.toggle('chosen', !!chosen);
      if (!chosen) return;
      chosen.classList.add('near');
      for (const [g, pair] of edges) {
        if (!pair.includes(titleOf(chosen))) continue;
        g.classList.add('near');
        pair.forEach(name => nodes.get(name).classList.add('near'));
      }
    });
    """
}
