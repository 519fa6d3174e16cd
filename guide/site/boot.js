/* boot.html: the reader's floppy.img in v86. The page's own state is one emulator and one disk. */
import { V86 } from "./v86/libv86.mjs";

const $ = (id) => document.getElementById(id);
const screen = $("machine");
let disk = null;     // ArrayBuffer of the image, as it was read
let emulator = null; // V86 while a machine runs

function say(text) {
	$("say").textContent = text;
}

// True and a message when the bytes cannot be a 1.44 MB floppy disk.
function unfit(buffer) {
	if (buffer.byteLength !== 1474560)
		return `This file has ${buffer.byteLength.toLocaleString("en")} bytes; a floppy disk image has ` +
			"1,474,560. Choose the floppy.img that chapter 8 makes.";
	return null;
}

function take(buffer, name) {
	const why = unfit(buffer);
	if (why) {
		say(why);
		return;
	}
	disk = buffer;
	$("start").disabled = false;
	say(`${name} is ready. Press Start.`);
}

async function fetchDisk() {
	const missing = "There is no floppy.img beside this page yet. Choose one with “Another disk " +
		"image”, or type make boot and make site in your checkout, and load this page again.";
	try {
		const answer = await fetch("floppy.img");
		if (answer.ok)
			take(await answer.arrayBuffer(), "floppy.img");
		else
			say(missing);
	} catch {
		say(missing);
	}
}

function keyboard(on) {
	if (emulator)
		emulator.keyboard_set_enabled(on);
}

// The machine's text, row by row; the tests read it too.
function rows() {
	return Array.from(screen.firstElementChild.children, (row) => row.textContent);
}

async function start() {
	$("start").disabled = true;
	if (emulator) {
		await emulator.destroy();
		screen.firstElementChild.replaceChildren();
	}
	say("The machine is starting.");
	emulator = new V86({
		wasm_path: "v86/v86.wasm",
		memory_size: Number($("ram").value) * 1024 * 1024,
		vga_memory_size: 2 * 1024 * 1024,
		screen_container: screen,
		bios: { url: "v86/bios.bin" },
		vga_bios: { url: "v86/vgabios.bin" },
		fda: { buffer: disk.slice(0) },
		boot_order: 0x321,
		autostart: true,
		disable_mouse: true,
		disable_speaker: true,
	});
	keyboard(document.activeElement === screen);
	emulator.add_listener("emulator-started", () => {
		$("start").textContent = "Restart";
		$("start").disabled = false;
		keyboard(document.activeElement === screen);
		say("The machine runs.");
	});
	emulator.add_listener("download-error", (event) => {
		$("start").disabled = false;
		say(`A part of the emulator is missing: ${event.file_name}. Type make site again.`);
	});
	screen.focus();
}

// Before v86 sees it: the way out for those who have only a keyboard.
window.addEventListener("keydown", (event) => {
	if (event.target === screen && event.key === "Tab" && event.shiftKey) {
		event.stopImmediatePropagation();
		event.preventDefault();
		$("start").focus();
	}
}, { capture: true });

screen.addEventListener("focus", () => keyboard(true));
screen.addEventListener("blur", () => keyboard(false));
screen.addEventListener("click", () => screen.focus());
$("start").addEventListener("click", start);
$("typing").addEventListener("submit", (event) => {
	event.preventDefault();
	if (emulator) {
		keyboard(true);
		emulator.keyboard_send_text($("line").value + "\n");
		keyboard(document.activeElement === screen);
	} else {
		say("The machine is off. Press Start first.");
	}
	$("line").value = "";
});
$("file").addEventListener("change", async () => {
	const file = $("file").files[0];
	if (file)
		take(await file.arrayBuffer(), file.name);
});

window.tinyRows = rows;
fetchDisk();
