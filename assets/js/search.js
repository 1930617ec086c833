// Searches the record with the index that pagefind made. What is typed stays in the browser.
const form = document.getElementById("zoekformulier");
const field = form.elements.q;
const status = document.getElementById("gevonden");
const results = document.getElementById("resultaten");
const SHOWN = 20;
let asked = 0;

const index = import(new URL(form.dataset.index, document.baseURI)).then(async (pagefind) => {
  await pagefind.options({ excerptLength: 24, baseUrl: new URL("../", new URL(form.dataset.index, document.baseURI)).pathname });
  return pagefind;
});

async function search() {
  const turn = ++asked;
  const words = field.value.trim();
  history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
  if (!words) {
    status.textContent = "";
    results.replaceChildren();
    return;
  }
  let found;
  let pages;
  try {
    found = (await (await index).search(words)).results;
    pages = await Promise.all(found.slice(0, SHOWN).map((one) => one.data()));
  } catch {
    status.textContent = form.dataset.missing;
    return;
  }
  if (turn !== asked) return; // somebody typed on
  const { none, one, many } = form.dataset;
  status.textContent = found.length === 0 ? none : found.length === 1 ? one : many.replace("{}", found.length);
  results.replaceChildren(...pages.map(shown));
}

function shown(page) {
  const item = document.createElement("li");
  item.className = "rd-lines__item";
  const link = document.createElement("a");
  link.className = "utrecht-link rd-lines__name";
  link.href = page.url;
  link.textContent = page.meta.title;
  const excerpt = document.createElement("span");
  excerpt.className = "rd-lines__about";
  excerpt.append(...marked(page.excerpt));
  item.append(link, excerpt);
  return item;
}

// The excerpt marks what was found with <mark>; everything else in it is text.
function marked(excerpt) {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  return [...parsed.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return document.createTextNode(node.textContent);
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 200);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  search();
});
form.hidden = false;
document.getElementById("zonder-script").hidden = true;
field.value = new URLSearchParams(location.search).get("q") ?? "";
search();
