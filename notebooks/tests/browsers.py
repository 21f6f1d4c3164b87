"""What tests in a browser share."""

import os

from hyperlead import site
from hyperlead.places import TARGET

SCREENSHOTS = TARGET / "screenshots"
PATIENCE = 300_000  # milliseconds until an event that never comes counts as a failure

# How well texts can be told from what is behind them, by WCAG's measure; and charts without paper.
LEGIBLE = r"""({texts, pictures}) => {
  const numbers = (colour) => (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const colour = numbers(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const found = {};
  for (const css of texts) {
    const contrasts = Array.from(document.querySelectorAll(css))
      .filter((e) => e.textContent.trim() && e.getClientRects().length).map((e) => {
        const [a, b] = [light(numbers(getComputedStyle(e).color)), light(behind(e))];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      });
    found[css] = {seen: contrasts.length, least: Math.min(...contrasts)};
  }
  const charts = Array.from(document.querySelectorAll(pictures))
    .filter((e) => getComputedStyle(e).filter !== 'none' || light(behind(e)) < 0.99);
  const paper = light(numbers(getComputedStyle(document.body).backgroundColor));
  return {found, paper, chartsWithoutPaper: charts.length};
}"""


def launch(playwright):
    """The system's Chromium, which refuses to shut in root's pages."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return playwright.chromium.launch(executable_path=site.browser(), chromium_sandbox=not root)
