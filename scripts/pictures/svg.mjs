const FONT_SIZE = 14;
const COLUMN = 8.4;
const LINE = 19;
const MARGIN = 18;

/** The sixteen colours of a terminal as far as the program uses them, with enough contrast on either background. */
const themes = {
  light: { background: '#f6f8fa', edge: '#d1d9e0', text: '#1f2328', dim: '#59636e', 1: '#b42318', 2: '#116329', 3: '#7d4e00', 4: '#0550ae', 5: '#8250df', 6: '#0a6375' },
  dark: { background: '#151b23', edge: '#3d444d', text: '#e6edf3', dim: '#9198a1', 1: '#ff8e86', 2: '#57c96a', 3: '#e0b040', 4: '#79c0ff', 5: '#d2a8ff', 6: '#5ccfe6' },
};

/**
 * Draws lines of a terminal. The text is text: it can be selected, searched and scaled.
 * @param {{ title: string, description: string, columns: number, lines: import('./terminal-session.mjs').Run[][] }} picture
 *   `title` and `description` are for people who do not see it
 * @returns {string} an SVG document that follows the reader's light or dark theme
 */
export function drawSvg({ title, description, columns, lines }) {
  const width = Math.round(columns * COLUMN + 2 * MARGIN);
  const height = lines.length * LINE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    `<style>`,
    `text { font: ${FONT_SIZE}px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; white-space: pre }`,
    `.bold { font-weight: 600 }`,
    rules(themes.light),
    `@media (prefers-color-scheme: dark) {\n${rules(themes.dark)}\n}`,
    `</style>`,
    `<rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>`,
    ...lines.map((runs, index) => drawLine(runs, MARGIN + index * LINE + FONT_SIZE)),
    `</svg>\n`,
  ].filter((line) => line !== '').join('\n');
}

function rules({ background, edge, text, dim, ...colors }) {
  return [
    `.page { fill: ${background}; stroke: ${edge} }`,
    `text { fill: ${text} }`,
    `.dim { fill: ${dim} }`,
    ...Object.entries(colors).map(([color, fill]) => `.color${color} { fill: ${fill} }`),
  ].join('\n');
}

/** Each run is held to its columns, whichever font the reader has. */
function drawLine(runs, y) {
  const spans = runs.filter(({ text }) => text.trim() !== '').map((run) => {
    const x = rounded(MARGIN + run.column * COLUMN);
    return `<tspan x="${x}" textLength="${rounded(run.text.length * COLUMN)}" lengthAdjust="spacingAndGlyphs"${classOf(run)}>${escaped(run.text)}</tspan>`;
  });
  return spans.length === 0 ? '' : `<text y="${y}" xml:space="preserve">${spans.join('')}</text>`;
}

function classOf({ color, bold, dim }) {
  // The eight bright colours are drawn like the plain ones.
  const hue = color === null || color % 8 === 0 || color % 8 === 7 ? [] : [`color${color % 8}`];
  const names = [...hue, ...(bold ? ['bold'] : []), ...(dim || color === 8 ? ['dim'] : [])];
  return names.length === 0 ? '' : ` class="${names.join(' ')}"`;
}

function rounded(value) {
  return Number(value.toFixed(1));
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
