#include "i486.h"

#include <capstone/capstone.h>
#include <stdio.h>
#include <string.h>

static bool prefix(uint8_t byte)
{
	/* lock, repne, rep; segments; operand and address size */
	return (byte && strchr("\xf0\xf2\xf3\x2e\x36\x3e\x26\x64\x65\x66\x67", byte));
}

static bool between(uint8_t byte, uint8_t low, uint8_t high)
{
	return byte >= low && byte <= high;
}

/* The second byte after 0f. cpuid (a2) and rsm (aa) came with later 486s, and programs ask before
 * they use cpuid; ud0, ud1 and ud2 are there to be refused. */
static bool two_byte_486(uint8_t byte)
{
	static const char known[] =
		"\x01\x02\x03\x06\x08\x09\x0b\x20\x21\x22\x23\x24\x26\xa0\xa1\xa2\xa3\xa4\xa5\xa8\xa9"
		"\xaa\xab\xac\xad\xaf\xb9\xff";

	return byte == 0 || strchr(known, byte) || between(byte, 0x80, 0x9f) ||
	       between(byte, 0xb0, 0xb7) || between(byte, 0xba, 0xc1) || between(byte, 0xc8, 0xcf);
}

/* fcmov, fcomi and their kin (Pentium Pro), fisttp (SSE3). */
static bool newer_float(uint8_t opcode, uint8_t modrm)
{
	bool fisttp = modrm < 0xc0 && (modrm >> 3 & 7) == 1;

	switch (opcode) {
	case 0xda: return between(modrm, 0xc0, 0xdf);
	case 0xdb: return fisttp || between(modrm, 0xc0, 0xdf) || between(modrm, 0xe8, 0xf7);
	case 0xdd: return fisttp;
	case 0xdf: return fisttp || between(modrm, 0xe8, 0xf7);
	default: return false;
	}
}

bool i486_is_newer(struct bytes instruction)
{
	uint8_t opcode = 0, next = 0, modrm = 0;
	uint64_t at = 0;
	bool rep = false;

	while (bytes_u8(instruction, at, &opcode) && prefix(opcode)) {
		rep |= opcode == 0xf3;
		at++;
	}
	if (!bytes_u8(instruction, at, &opcode) || !bytes_u8(instruction, at + 1, &next))
		return false;
	(void)bytes_u8(instruction, at + 2, &modrm);
	if (opcode == 0x0f) {
		if (next == 0x01)
			return modrm >= 0xc0 && !between(modrm, 0xe0, 0xe7) && modrm < 0xf0;
		return !two_byte_486(next) || (rep && next == 0xbd); /* lzcnt counts another way than bsr */
	}
	/* In 32-bit code VEX and EVEX begin as les, lds and bound do, with a register behind. */
	if (opcode == 0xc4 || opcode == 0xc5 || opcode == 0x62)
		return next >= 0xc0;
	return newer_float(opcode, next);
}

/* A compiler that was told i686 puts these everywhere; QEMU's -cpu 486 refuses them, too. */
bool i486_is_i686(const char *mnemonic)
{
	return strncmp(mnemonic, "cmov", 4) == 0 || strncmp(mnemonic, "fcmov", 5) == 0 ||
	       strncmp(mnemonic, "fcomi", 5) == 0 || strncmp(mnemonic, "fucomi", 6) == 0 ||
	       strncmp(mnemonic, "fcompi", 6) == 0 || strncmp(mnemonic, "fucompi", 7) == 0;
}

static void add_kind(struct i486_report *out, const char *mnemonic)
{
	for (size_t i = 0; i < out->kind_count; i++) {
		if (strcmp(out->kinds[i].mnemonic, mnemonic) == 0) {
			out->kinds[i].count++;
			return;
		}
	}
	if (out->kind_count == I486_KINDS)
		return;
	snprintf(out->kinds[out->kind_count].mnemonic, sizeof(out->kinds[0].mnemonic), "%s", mnemonic);
	out->kinds[out->kind_count++].count = 1;
}

/* Where an instruction of a newer processor may begin at or after offset; the end when nowhere. */
static uint64_t next_candidate(struct bytes code, uint64_t offset)
{
	enum { ENOUGH = 4 }; /* a prefix, the opcode's two bytes, ModR/M */
	struct bytes at;
	uint8_t c = 0;

	for (; bytes_u8(code, offset, &c); offset++) {
		uint64_t left = code.size - offset;

		if (strchr("\x0f\xc4\xc5\x62\xda\xdb\xdd\xdf\xf3", c) && c &&
		    bytes_slice(code, offset, left < ENOUGH ? left : ENOUGH, &at) && i486_is_newer(at))
			break;
	}
	return offset;
}

/* Goes through the instructions between two offsets and moves *from behind the last of them. True
 * when report is NULL and one is newer; else all are added to the report. */
static bool look_between(csh capstone, cs_insn *instruction, const struct elf_code *code,
                         uint64_t *from, uint64_t to, struct i486_report *out)
{
	uint64_t address = code->address + *from;
	struct bytes part;
	const uint8_t *at;
	size_t left;

	if (!bytes_from(code->bytes, *from, &part))
		return false;
	at = part.at;
	left = part.size;
	while (address < code->address + to &&
	       cs_disasm_iter(capstone, &at, &left, &address, instruction)) {
		if (instruction->id == 0 || /* data between the functions */
		    !i486_is_newer((struct bytes){instruction->bytes, instruction->size}))
			continue;
		if (!out)
			return true;
		out->count++;
		add_kind(out, instruction->mnemonic);
		if (out->place_count < I486_PLACES)
			out->places[out->place_count++] = instruction->address;
	}
	*from = address - code->address;
	return false;
}

/* Most code is clean, so only the surroundings of suspicious bytes are disassembled at first: x86
 * code read from a wrong start falls into step within a few instructions. One hit, and all of it is
 * read from its true start, which alone decides. */
static void look_at(csh capstone, cs_insn *instruction, const struct elf_code *code,
                    struct i486_report *out)
{
	enum { RUN_UP = 64 };
	uint64_t size = code->bytes.size, from = 0, start = 0;

	for (uint64_t at = next_candidate(code->bytes, 0); at < size;
	     at = next_candidate(code->bytes, from > at ? from : at + 1)) {
		if (at > RUN_UP && from < at - RUN_UP)
			from = at - RUN_UP;
		if (look_between(capstone, instruction, code, &from, at + 1, NULL)) {
			look_between(capstone, instruction, code, &start, size, out);
			return;
		}
	}
}

bool i486_look(const struct elf_file *f, struct i486_report *out)
{
	csh capstone;
	cs_insn *instruction;

	memset(out, 0, sizeof(*out));
	if (cs_open(CS_ARCH_X86, CS_MODE_32, &capstone) != CS_ERR_OK)
		return false;
	cs_option(capstone, CS_OPT_SKIPDATA, CS_OPT_ON);
	instruction = cs_malloc(capstone);
	for (size_t i = 0; instruction && i < f->code_count; i++)
		look_at(capstone, instruction, &f->code[i], out);
	if (instruction)
		cs_free(instruction, 1);
	cs_close(&capstone);
	return instruction != NULL;
}
