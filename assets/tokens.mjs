// Makes a minified style sheet shorter by what its design tokens can never show. What a token file of an organisation or
// of a deal sets still counts: such a file sets tokens again, and takes none away.

/** The style sheet without definitions that a later one replaces, and without fallbacks that are never reached. */
export const withoutDeadTokens = (css) => withoutDeadFallbacks(withoutReplaced(css));

/** The token definitions on the document without those that a later one replaces. */
function withoutReplaced(css) {
  const blocks = [...css.matchAll(/(?<=^|\}):root\{([^{}]*)\}/gu)];
  const last = new Map(blocks.flatMap(({ 1: body }, number) => names(body).map((name) => [name, number])));
  return blocks.reduceRight((text, { 0: block, 1: body, index }, number) => {
    const kept = body.split(/;(?=--)/u).filter((one) => last.get(one.slice(0, one.indexOf(":"))) === number || !one.startsWith("--"));
    return text.slice(0, index) + `:root{${kept.join(";")}}` + text.slice(index + block.length);
  }, css);
}

const names = (body) => body.match(/(?<=^|;)--[\w-]+(?=:)/gu) ?? [];

/** Without fallbacks that can never be reached: of a token that the document sets, and of a private one that nothing sets. */
function withoutDeadFallbacks(css) {
  const onDocument = new Set([...css.matchAll(/(?<=^|\}):root\{([^{}]*)\}/gu)].flatMap(({ 1: body }) => names(body)));
  const somewhere = new Set(css.match(/(?<=[{;])--[\w-]+(?=:)/gu));
  const shorter = (text) => {
    const start = text.indexOf("var(--");
    if (start < 0) return text;
    const end = closing(text, start + 3);
    const [, name, fallback] = /^(--[\w-]+)(?:,(.*))?$/su.exec(text.slice(start + 4, end));
    const rest = shorter(text.slice(end + 1));
    const before = text.slice(0, start);
    if (fallback === undefined || onDocument.has(name)) return `${before}var(${name})${rest}`;
    const other = shorter(fallback);
    return name.startsWith("--_") && !somewhere.has(name) ? `${before}${other}${rest}` : `${before}var(${name},${other})${rest}`;
  };
  return css.replace(/[^{};]*var\(--[^{};]*/gu, shorter);
}

/** The place of the bracket that closes the one at `open`. */
function closing(text, open) {
  for (let at = open, depth = 0; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    else if (text[at] === ")" && (depth -= 1) === 0) return at;
  }
  throw new Error(`a bracket that is not closed: ${text.slice(open, open + 60)}`);
}
