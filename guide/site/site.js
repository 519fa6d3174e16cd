/* Search and the choice of dark or light. Without this file the pages read as well. */
"use strict";

const root = document.documentElement;

function stored() {
	try { return localStorage.getItem("theme"); } catch { return null; }
}

function theme(name) {
	root.dataset.theme = name;
	try { localStorage.setItem("theme", name); } catch { /* not kept, then */ }
}

function turn() {
	const dark = root.dataset.theme ? root.dataset.theme === "dark"
		: matchMedia("(prefers-color-scheme: dark)").matches;
	theme(dark ? "light" : "dark");
}

// The index is fetched when somebody searches, not before.
let sections = null;
async function load() {
	sections ??= fetch("search.json").then((answer) => answer.json());
	return sections;
}

// Every word must be there; a section whose heading has it comes first.
function ranked(list, words) {
	const hits = [];
	for (const [page, title, heading, text] of list) {
		const head = (title + " " + heading).toLowerCase();
		const body = text.toLowerCase();
		if (words.every((word) => head.includes(word) || body.includes(word)))
			hits.push({ page, title, heading, body, text,
				rank: words.filter((word) => head.includes(word)).length });
	}
	return hits.sort((a, b) => b.rank - a.rank);
}

function around(hit, word) {
	const at = Math.max(0, hit.body.indexOf(word) - 40);
	return hit.text.slice(at, at + 120).trim();
}

function show(hits, words, into) {
	const lines = hits.slice(0, 12).map((hit) => {
		const line = document.createElement("p");
		const link = document.createElement("a");
		link.href = hit.page;
		link.textContent = hit.title === hit.heading ? hit.title : `${hit.title}: ${hit.heading}`;
		line.append(link, ` ${around(hit, words[0])}`);
		return line;
	});
	const count = document.createElement("p");
	count.textContent = hits.length === 0 ? "Found nothing." : `${hits.length} found:`;
	into.replaceChildren(count, ...lines);
}

async function search() {
	const words = document.getElementById("words").value.toLowerCase().split(/\s+/).filter(Boolean);
	const into = document.getElementById("found");
	if (words.length === 0) {
		into.replaceChildren();
		return;
	}
	try {
		show(ranked(await load(), words), words, into);
	} catch {
		sections = null;
		into.textContent = "The search needs these pages to be served: make serve.";
	}
}

if (stored()) root.dataset.theme = stored();
document.getElementById("search").hidden = false;
document.getElementById("theme").hidden = false;
document.getElementById("theme").addEventListener("click", turn);
document.getElementById("words").addEventListener("input", search);
document.getElementById("search").addEventListener("submit", (event) => {
	event.preventDefault();
	search();
});
