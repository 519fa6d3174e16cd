// Boots a floppy image in v86, another emulator than QEMU, and says how far it came: so that what
// the smoke test sees is not a quirk of one emulator.
//
// usage: node tests/v86/boot.mjs MODULES IMAGE [MIB]
//   MODULES  the folder node_modules with v86 in it (guide/site/modules.sh fills it)
//   IMAGE    floppy.img;  MIB  the PC's memory (default 8)
// Prints the last rows of the screen, then `outcome: same|degraded|dead` as the smoke test means it,
// and for a disk that comes up otherwise a line `differs: what` for each expectation that fails.
// Status: 0 there is an outcome, 2 wrong use, 3 the emulator did not start.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

// How many names beside busybox the book puts into /bin.
function bookNames() {
	const lines = readFileSync(new URL("../../rootfs/names", import.meta.url), "utf8").split("\n");
	return lines.filter((line) => line.trim() !== "" && !line.startsWith("#")).length;
}

const ROWS = 25, COLUMNS = 80;
// No row on the screen that was not there before (a boot may go in circles): given up after so much work of the emulator's own, whatever else this
// machine does meanwhile; or, when the emulated PC sleeps, after so much time.
const STILL_WORK_MS = 6000, STILL_MS = 20000;
const ASK_MS = 40;
const DEAD_END = /end Kernel panic|No bootable device|not a bootable disk|^Boot error|System halted/m;
const PROMPT = /^\/? ?[#$] *$/;
const BIOS = "/usr/share/seabios/";

// What is typed at the prompt, and what the answer must show.
const QUESTIONS = [
	["cat /proc/mounts", [["proc is mounted", /^\S+ \/proc proc/m], ["the root is romfs", /^\S+ \/ romfs ro/m],
		["a tmpfs is on /var/shm", /^\S+ \/var\/shm tmpfs rw/m]]],
	["echo kept >/var/shm/t;cat /var/shm/t", [["/var/shm is writable", /^kept$/m]]],
	["ls -l /dev", [["console", /^c.* 5, +1 .*console$/m], ["null", /^c.* 1, +3 .*null$/m],
		["ram0", /^b.* 1, +0 .*ram0$/m], ["tty", /^c.* 5, +0 .*tty$/m], ["tty0", /^c.* 4, +0 .*tty0$/m]]],
	["for d in dev etc/init.d bin proc mnt tmp var/shm;do [ -d /$d ]||echo no $d;done;echo all",
		[["every directory is there", /^all$/m, /^no /m]]],
	["set -- /bin/*;echo $# names", [["every name is there", new RegExp(`^${bookNames() + 1} names$`, "m")]]],
];
const COMPLAINTS = /^(can't |mount: |Bad inittab|-?\/bin\/sh: .*(not found|can't)|.*applet not found)/m;

class Screen {
	constructor(emulator) {
		this.rows = Array.from({ length: ROWS }, () => Array(COLUMNS).fill(" "));
		this.history = [];
		this.seen = new Set();
		this.changed = Date.now();
		this.touch();
		emulator.add_listener("screen-put-char", ([row, column, code]) => {
			if (row < ROWS && column < COLUMNS)
				this.put(row, column, String.fromCharCode(code || 32));
		});
	}

	put(row, column, letter) {
		if (this.rows[row][column] === letter)
			return;
		this.rows[row][column] = letter;
		this.changed = Date.now();
	}

	touch() {
		this.news = Date.now();
		this.work = process.cpuUsage();
	}

	isStill() {
		const work = process.cpuUsage(this.work);
		return Date.now() - this.news > STILL_MS || (work.user + work.system) / 1000 > STILL_WORK_MS;
	}

	lines() {
		return this.rows.map((row) => row.join("").trimEnd()).filter((line) => line !== "");
	}

	// Everything that was ever a row of the screen, so that what scrolled off is not lost.
	look() {
		const now = this.lines();
		if (now.some((line) => !this.seen.has(line))) {
			now.forEach((line) => this.seen.add(line));
			this.touch();
		}
		for (const line of now)
			if (!this.history.slice(-2 * ROWS).includes(line))
				this.history.push(line);
		return now;
	}
}

const pause = () => new Promise((wake) => setTimeout(wake, ASK_MS));

// Waits until done(lines) is true. False: nothing moves any more, or the boot is at a dead end.
async function until(screen, done) {
	for (;;) {
		const lines = screen.look();
		if (done(lines))
			return true;
		if (DEAD_END.test(lines.join("\n")) || screen.isStill())
			return false;
		await pause();
	}
}

const atPrompt = (lines) => PROMPT.test(lines.at(-1) ?? "");

async function ask(emulator, screen, command) {
	await emulator.keyboard_send_text("clear\n");
	await until(screen, (lines) => lines.length === 1 && atPrompt(lines));
	await emulator.keyboard_send_text(command + "\n");
	await until(screen, (lines) => lines.length > 1 && atPrompt(lines));
	return screen.lines().join("\n");
}

// What differs from the good disk; null: there is no shell.
async function visit(emulator, screen) {
	const differs = [];
	const asked = await until(screen, (lines) => lines.some((line) => line.startsWith("Please press Enter")) ||
		(atPrompt(lines) && Date.now() - screen.changed > 1000));
	if (!asked)
		return null;
	if (!screen.lines().some((line) => line.startsWith("Please press Enter")))
		differs.push("Please press Enter");
	if (COMPLAINTS.test(screen.history.join("\n")))
		differs.push("nothing complains");
	await emulator.keyboard_send_text("\n");
	if (!await until(screen, atPrompt))
		return null;
	for (const [command, expectations] of QUESTIONS) {
		const answer = await ask(emulator, screen, command);
		for (const [what, present, absent] of expectations)
			if (!present.test(answer) || absent?.test(answer))
				differs.push(what);
	}
	return differs;
}

function usage() {
	console.error("usage: node tests/v86/boot.mjs MODULES IMAGE [MIB]");
	process.exit(2);
}

const buffer = (path) => {
	const bytes = readFileSync(path);
	return { buffer: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) };
};

async function main([modules, image, memory = "8"]) {
	if (!image || !(Number(memory) >= 1))
		usage();
	const build = resolve(modules, "v86/build");
	const { V86 } = await import(pathToFileURL(join(build, "libv86.mjs")));
	const emulator = new V86({
		wasm_path: join(build, "v86.wasm"),
		bios: buffer(BIOS + "bios.bin"),
		vga_bios: buffer(BIOS + "vgabios-stdvga.bin"),
		fda: buffer(image),
		memory_size: Number(memory) * 1024 * 1024,
		vga_memory_size: 2 * 1024 * 1024,
		boot_order: 0x321,
		autostart: true,
		disable_speaker: true,
	});
	const screen = new Screen(emulator);
	const differs = await visit(emulator, screen);
	console.log(screen.look().slice(-12).join("\n"));
	for (const what of differs ?? [])
		console.log(`differs: ${what}`);
	console.log(`outcome: ${differs === null ? "dead" : differs.length > 0 ? "degraded" : "same"}`);
	process.exit(0);
}

main(process.argv.slice(2)).catch((error) => {
	console.error(error);
	process.exit(3);
});
