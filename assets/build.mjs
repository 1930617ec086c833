// Builds the style sheets of the public record and of the office, and the fonts, into the git-ignored static folder.
//
//   node assets/build.mjs                              with the Voorbeeld tokens of NL Design System
//   node assets/build.mjs --tokens path/to/theme.css   an organisation's own tokens on top: they restyle everything
//
// Order of the style sheet: Voorbeeld tokens, our tokens, the organisation's tokens, components, our thin layer.
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";
import subsetFont from "subset-font";
import { withoutDeadTokens } from "./tokens.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const MODULES = path.join(ROOT, "node_modules");
const TARGET = path.join(ROOT, "src/regiodeal/web/static/regiodeal");
const ROOMS = path.join(ROOT, "src/regiodeal");
const LARGEST_STYLE_SHEET = 75_000; // bytes; the first page should paint on a train
const OFFICE_LAYERS = (await readdir(path.join(ROOT, "assets/css"))).filter((name) => name.startsWith("office")).sort((a, b) => a.length - b.length);
const STYLE_SHEETS = {
  "record.css": {
    layers: ["record.css", "record-pictures.css"],
    content: ["publication/templates/**/*.html", "publication/rendering/**/*.py"],
  },
  "office.css": {
    layers: ["record.css", ...OFFICE_LAYERS],
    overruled: [/^utrecht-(?:textbox|textarea|select)(?:--|$)/u], // .rd-field has the last word on what these say
    content: ["{web,office}/templates/**/*.html", "{web,office}/**/*.py", "web/static/office/*.js"],
  },
};

const THEME = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css";
const COMPONENTS = "@utrecht/component-library-css/dist/index.css";

// The fonts of every page are cut to what pages use: the letters of Western Europe, and of the serif one weight. The
// others are fetched only for names that need them.
const variable = (family, subset) => `@fontsource-variable/source-${family}/files/source-${family}-${subset}-wght-normal.woff2`;
const CUT_FONTS = [
  { name: "source-sans-3.woff2", source: variable("sans-3", "latin"), weight: { min: 400, max: 700, default: 400 } },
  { name: "source-serif-4.woff2", source: variable("serif-4", "latin"), weight: 600 },
];
const WEB_FONTS = ["sans-3", "serif-4"].map((family) => variable(family, "latin-ext"));
const LATIN = characters([0x20, 0x7e], [0xa0, 0xff], [0x152, 0x153], [0x2010, 0x203a], [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2190, 0x2193], [0x2212, 0x2212]);
const PDF_FONTS = [
  ...["400Regular", "400Regular_Italic", "600SemiBold", "700Bold"].map((face) => ["sans-3", "SourceSans3", face]),
  ...["400Regular", "600SemiBold"].map((face) => ["serif-4", "SourceSerif4", face]),
].map(([folder, family, face]) => `@expo-google-fonts/source-${folder}/${face}/${family}_${face}.ttf`);

function characters(...ranges) {
  return ranges.map(([first, last]) => String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index))).join("");
}

const read = (...parts) => readFile(path.join(...parts), "utf8");

/** The tokens of a theme hold for the whole document, whatever class the theme asks for. */
const onRoot = (css) => css.replace(/^\s*\.[\w-]+-theme\s*\{/gmu, ":root {");

async function sources(layers, ownTokens) {
  return [
    onRoot(await read(MODULES, THEME)),
    await read(ROOT, "assets/css/fonts.css"),
    await read(ROOT, "assets/css/tokens.css"),
    ownTokens ? onRoot(await read(ownTokens)) : "",
    await read(MODULES, COMPONENTS),
    ...(await Promise.all(layers.map((layer) => read(ROOT, "assets/css", layer)))),
  ].join("\n");
}

async function styleSheet(name, ownTokens) {
  const { layers, content, overruled = [] } = STYLE_SHEETS[name];
  const purged = async (raw, options) => {
    const [{ css }] = await new PurgeCSS().purge({
      content: content.map((pattern) => `${ROOMS}/${pattern}`),
      css: [{ raw }],
      defaultExtractor: (text) => text.match(/[\w-]+/gu) ?? [],
      safelist: [/^rd-svg-/u, /^rd-pic-/u, /^rd-outcome--/u], // these end in a value of the data
      ...options,
    });
    return minified(name, css);
  };
  const used = await purged(await sources(layers, ownTokens), { variables: true, blocklist: overruled });
  const code = Buffer.from(await purged(withoutDeadTokens(used), { variables: true }));
  if (code.length > LARGEST_STYLE_SHEET) throw new Error(`${name} is ${code.length} bytes; at most ${LARGEST_STYLE_SHEET}`);
  return code;
}

function minified(name, css) {
  const targets = { chrome: 111 << 16, edge: 111 << 16, firefox: 115 << 16, safari: (16 << 16) | (4 << 8) };
  return transform({ filename: name, code: Buffer.from(css), minify: true, targets }).code.toString();
}

async function build(target, ownTokens) {
  await rm(target, { recursive: true, force: true });
  await mkdir(path.join(target, "fonts"), { recursive: true });
  const sizes = [];
  for (const { name, source, weight } of CUT_FONTS) {
    const cut = await subsetFont(await readFile(path.join(MODULES, source)), LATIN, { targetFormat: "woff2", variationAxes: { wght: weight } });
    await writeFile(path.join(target, "fonts", name), cut);
    sizes.push(`${name}: ${cut.length} bytes`);
  }
  for (const font of [...WEB_FONTS, ...PDF_FONTS]) {
    await cp(path.join(MODULES, font), path.join(target, "fonts", path.basename(font)));
  }
  for (const family of ["sans-3", "serif-4"]) {
    const licence = path.join(MODULES, `@fontsource-variable/source-${family}/LICENSE`);
    await cp(licence, path.join(target, "fonts", `source-${family}-licence.txt`)); // the OFL travels with the fonts
  }
  await cp(path.join(ROOT, "assets/favicon.svg"), path.join(target, "favicon.svg"));
  await cp(path.join(ROOT, "assets/js/search.js"), path.join(target, "search.js"));
  for (const name of Object.keys(STYLE_SHEETS)) {
    const css = await styleSheet(name, ownTokens);
    await writeFile(path.join(target, name), css);
    await writeFile(path.join(target, `${name}.gz`), gzipSync(css, { level: 9 })); // the server picks what a browser takes
    await writeFile(path.join(target, `${name}.br`), brotliCompressSync(css));
    sizes.push(`${name}: ${css.length} bytes`);
  }
  return sizes.join(", ");
}

const { values } = parseArgs({ options: { tokens: { type: "string" } } });
const started = performance.now();
const fresh = `${TARGET}.new`;
const sizes = await build(fresh, values.tokens && path.resolve(values.tokens));
await rm(TARGET, { recursive: true, force: true });
await rename(fresh, TARGET);
console.log(`${sizes}, ${CUT_FONTS.length + WEB_FONTS.length + PDF_FONTS.length} fonts, ${Math.round(performance.now() - started)} ms`);
