// The web edition in headless Chromium. Run by tests/site.bats:
//   node --test-reporter=tap tests/site.mjs
// SITE_URL: the site; BARE_URL: the same without a disk; NODE_PATH is not used: TOP is the checkout.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import test, { after, before } from "node:test";
import assert from "node:assert/strict";

const top = process.env.TOP;
const require = createRequire(`${top}/build/npm/package.json`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { SITE_URL, BARE_URL } = process.env;
const PATIENCE = 300_000; // for a machine with much else to do; nothing here waits for a time

let browser, asked = [];

before(async () => {
	browser = await puppeteer.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
		protocolTimeout: PATIENCE,
		timeout: PATIENCE,
	});
});
after(() => browser?.close());

// A page that notes whom it asks for what.
async function open(url, { width = 1000, height = 900, scripts = true } = {}) {
	const page = await browser.newPage();
	page.setDefaultTimeout(PATIENCE);
	await page.setViewport({ width, height });
	await page.setJavaScriptEnabled(scripts);
	page.on("request", (request) => asked.push(request.url()));
	page.on("pageerror", (error) => assert.fail(String(error)));
	await page.goto(url, { waitUntil: "load", timeout: PATIENCE });
	return page;
}

const shows = (page, text) => page.waitForFunction(
	(words) => window.tinyRows?.().join("\n").includes(words), { polling: 200 }, text);
const says = (page, text) => page.waitForFunction(
	(words) => document.getElementById("say").textContent.includes(words), { polling: 100 }, text);

async function violations(page) {
	await page.evaluate(axe);
	const { violations } = await page.evaluate(() => window.axe.run());
	return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 80)).join(" | ")}`);
}

test("boots, and ls / is answered, by keyboard alone", async () => {
	const page = await open(`${SITE_URL}/boot.html`);
	await says(page, "is ready");
	// From the top of the page to the button, as a person does who has no mouse.
	for (let i = 0; i < 60; i++) {
		await page.keyboard.press("Tab");
		if (await page.evaluate(() => document.activeElement.id) === "start") break;
	}
	assert.equal(await page.evaluate(() => document.activeElement.id), "start");
	await page.keyboard.press("Enter");
	await shows(page, "Please press Enter to activate this console.");
	assert.equal(await page.evaluate(() => document.activeElement.id), "machine");
	await page.keyboard.press("Enter");
	await shows(page, "/ #");
	for (const key of ["l", "s", "Space", "Slash", "Enter"]) await page.keyboard.press(key);
	await page.waitForFunction(() => {
		const text = window.tinyRows().join("\n");
		return /\/ # ls \/\s+bin\s+dev\s+etc\s+mnt\s+proc\s+tmp\s+var/.test(text);
	}, { polling: 200 });
	// Out of the machine, and restart it with more memory.
	await page.keyboard.down("Shift");
	await page.keyboard.press("Tab");
	await page.keyboard.up("Shift");
	assert.equal(await page.evaluate(() => document.activeElement.id), "start");
	await page.select("#ram", "16");
	await page.keyboard.press("Enter");
	await page.waitForFunction(() => !window.tinyRows().join("\n").includes("ls /"), { polling: 100 });
	await shows(page, "Please press Enter to activate this console.");
	await page.type("#line", "");
	await page.keyboard.press("Enter");
	await shows(page, "/ #");
	await page.type("#line", "head -n 1 /proc/meminfo");
	await page.keyboard.press("Enter");
	await page.waitForFunction(() => {
		const found = /MemTotal:\s+(\d+) kB/.exec(window.tinyRows().join("\n"));
		return found && Number(found[1]) > 9000;
	}, { polling: 200 });
	await page.close();
});

test("a missing disk, and a file that is no disk, are told", async () => {
	const page = await open(`${BARE_URL}/boot.html`);
	await says(page, "There is no floppy.img beside this page yet.");
	assert.equal(await page.$eval("#start", (button) => button.disabled), true);
	const input = await page.$("#file");
	await input.uploadFile(`${top}/LICENSE`);
	await says(page, "a floppy disk image has 1,474,560");
	await input.uploadFile(process.env.FLOPPY);
	await says(page, "floppy.img is ready");
	await page.close();
});

test("every page fits a phone, and the machine scrolls by itself", async () => {
	for (const name of process.env.PAGES.split(" ")) {
		const page = await open(`${SITE_URL}/${name}`, { width: 360, height: 640 });
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		assert.ok(wide <= 360, `${name} is ${wide} pixels wide`);
		await page.close();
	}
});

test("search finds, links and counts; dark and light turn", async () => {
	const page = await open(`${SITE_URL}/index.html`);
	await page.type("#words", "askfirst");
	await page.waitForFunction(() => /found/.test(document.getElementById("found").textContent),
		{ polling: 100 });
	const links = await page.$$eval("#found a", (list) => list.map((a) => a.getAttribute("href")));
	assert.ok(links.some((link) => link.startsWith("05-startup.html")), links.join(" "));
	const colour = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
	const light = await colour();
	await page.click("#theme");
	assert.notEqual(await colour(), light);
	await page.reload();
	assert.notEqual(await colour(), light);
	await page.click("#theme");
	assert.equal(await colour(), light);
	await page.close();
});

test("without scripts the text is there, and boot.html says what to do", async () => {
	const page = await open(`${SITE_URL}/04-devices.html`, { scripts: false });
	const text = await page.$eval("main", (main) => main.innerText);
	assert.match(text, /mknod console c 5 1/);
	assert.equal(await page.$eval("#search", (form) => form.checkVisibility()), false);
	await page.goto(`${SITE_URL}/boot.html`);
	assert.match(await page.$eval("main", (main) => main.innerText), /needs JavaScript/);
	await page.close();
});

test("axe has no remark on any page, light and dark", async () => {
	for (const name of process.env.PAGES.split(" ")) {
		const page = await open(`${SITE_URL}/${name}`);
		for (const scheme of ["light", "dark"]) {
			await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
			assert.deepEqual(await violations(page), [], `${name}, ${scheme}`);
		}
		await page.close();
	}
});

test("the book's one page: axe has no remark; at 200 % nothing is cut", async () => {
	const page = await open(process.env.BOOK);
	assert.deepEqual(await violations(page), []);
	// 200 % of a window of 1280 pixels leaves 640 for the page.
	await page.setViewport({ width: 640, height: 450 });
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	assert.ok(wide <= 640, `${wide} pixels wide`);
	await page.close();
});

test("the book's one page in print preview: nothing is cut on A4 or Letter", async () => {
	const page = await open(process.env.BOOK);
	await page.emulateMediaType("print");
	// The width between margins of 2 cm, at the 96 pixels an inch that CSS has.
	for (const [paper, inches] of [["A4", 8.27 - 1.58], ["Letter", 8.5 - 1.58]]) {
		await page.setViewport({ width: Math.floor(inches * 96), height: 900 });
		const cut = await page.evaluate(() => [...document.querySelectorAll("body *")]
			.filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 &&
				getComputedStyle(element).overflowX !== "visible")
			.map((element) => `${element.tagName} ${element.textContent.slice(0, 60)}`));
		assert.deepEqual(cut, [], paper);
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		assert.ok(wide <= Math.floor(inches * 96), `${paper}: ${wide} pixels wide`);
	}
	await page.close();
});

test("nobody else was asked for anything", () => {
	const hosts = new Set(asked.filter((url) => /^(http|ws)/.test(url)).map((url) => new URL(url).hostname));
	assert.deepEqual([...hosts], ["127.0.0.1"]);
});
