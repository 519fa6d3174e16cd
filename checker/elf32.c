#include "elf32.h"

#include <gelf.h>
#include <stdlib.h>

enum { MOST_PARTS = 64, MOST_NAMES = 65536, LONGEST_NAME = 255 };

static void needs_bytes(struct elf_file *out, uint64_t offset, uint64_t size)
{
	uint64_t end = offset > UINT64_MAX - size ? UINT64_MAX : offset + size;

	if (end > out->end)
		out->end = end;
}

static void add_code(struct arena *a, struct elf_file *out, uint64_t address, struct bytes code)
{
	if (out->code_count == MOST_PARTS)
		return;
	out->code = arena_grow(a, out->code, out->code_count, out->code_count + 1, sizeof(*out->code));
	out->code[out->code_count++] = (struct elf_code){address, code};
}

/* The libraries in a .dynamic part: their names are offsets into the table that DT_STRTAB says the
 * address of; the loaded part that holds the address says where that is in the file. */
static bool at_address(Elf *elf, size_t count, struct bytes file, uint64_t address,
                       struct bytes *out)
{
	GElf_Phdr ph;

	for (size_t i = 0; i < count; i++) {
		if (gelf_getphdr(elf, (int)i, &ph) && ph.p_type == PT_LOAD && address >= ph.p_vaddr &&
		    address - ph.p_vaddr < ph.p_filesz)
			return bytes_from(file, ph.p_offset, out) &&
			       bytes_from(*out, address - ph.p_vaddr, out);
	}
	return false;
}

static void read_dynamic(Elf *elf, size_t count, struct bytes file, struct bytes dynamic,
                         struct elf_file *out)
{
	enum { ENTRY = 8 }; /* an Elf32_Dyn: tag and value; only 32-bit files come here */
	uint32_t tag = 0, value = 0, first = 0;
	struct bytes strings = {NULL, 0};

	for (uint64_t at = 0; bytes_le32(dynamic, at, &tag) && tag != DT_NULL; at += ENTRY) {
		if (!bytes_le32(dynamic, at + 4, &value))
			break;
		if (tag == DT_STRTAB)
			(void)at_address(elf, count, file, value, &strings);
		if (tag == DT_NEEDED && out->needed_count++ == 0)
			first = value;
	}
	if (out->needed_count > 0 && !bytes_string(strings, first, LONGEST_NAME, &out->needed))
		out->needed = bytes_of("a library whose name lies outside the file");
}

static void read_segments(struct arena *a, Elf *elf, struct bytes file, struct elf_file *out)
{
	struct bytes part;
	GElf_Phdr ph;
	size_t count = 0;

	if (elf_getphdrnum(elf, &count) != 0)
		return;
	for (size_t i = 0; i < count && i < MOST_PARTS; i++) {
		if (!gelf_getphdr(elf, (int)i, &ph))
			continue;
		needs_bytes(out, ph.p_offset, ph.p_filesz);
		if (!bytes_slice(file, ph.p_offset, ph.p_filesz, &part))
			continue;
		if (ph.p_type == PT_INTERP && !bytes_string(part, 0, LONGEST_NAME, &out->interpreter))
			out->interpreter = bytes_of("a name without an end");
		if (ph.p_type == PT_DYNAMIC && !out->wide && !out->big_endian)
			read_dynamic(elf, count, file, part, out);
		if (ph.p_type == PT_LOAD && ph.p_flags & PF_X && out->code_count == 0)
			add_code(a, out, ph.p_vaddr, part);
	}
}

static int by_address(const void *a, const void *b)
{
	const struct elf_name *x = a, *y = b;

	return (x->address > y->address) - (x->address < y->address);
}

static void read_names(struct arena *a, Elf *elf, Elf_Scn *section, const GElf_Shdr *sh,
                       struct bytes file, struct elf_file *out)
{
	Elf_Data *data = elf_getdata(section, NULL);
	size_t count = sh->sh_entsize ? sh->sh_size / sh->sh_entsize : 0;
	struct bytes strings, name;
	GElf_Shdr table;
	GElf_Sym sym;

	if (!data || out->names || count > MOST_NAMES ||
	    !gelf_getshdr(elf_getscn(elf, sh->sh_link), &table) ||
	    !bytes_slice(file, table.sh_offset, table.sh_size, &strings))
		return;
	out->names = arena_alloc(a, (count + 1) * sizeof(*out->names));
	for (size_t i = 0; i < count; i++) {
		if (gelf_getsym(data, (int)i, &sym) && GELF_ST_TYPE(sym.st_info) == STT_FUNC &&
		    bytes_string(strings, sym.st_name, LONGEST_NAME, &name))
			out->names[out->name_count++] = (struct elf_name){sym.st_value, name};
	}
	qsort(out->names, out->name_count, sizeof(*out->names), by_address);
}

/* Sections say better than segments what is code; a file without them has its segment. */
static void read_sections(struct arena *a, Elf *elf, struct bytes file, struct elf_file *out)
{
	Elf_Scn *section = NULL;
	struct bytes part;
	GElf_Shdr sh;
	bool first = true;

	while ((section = elf_nextscn(elf, section)) != NULL) {
		if (!gelf_getshdr(section, &sh))
			continue;
		if (sh.sh_type == SHT_SYMTAB)
			read_names(a, elf, section, &sh, file, out);
		if (sh.sh_type != SHT_PROGBITS || !(sh.sh_flags & SHF_EXECINSTR) ||
		    !bytes_slice(file, sh.sh_offset, sh.sh_size, &part))
			continue;
		if (first)
			out->code_count = 0;
		first = false;
		add_code(a, out, sh.sh_addr, part);
	}
}

/* The header's own words: libelf refuses a file that ends before its section table. */
static bool read_header(struct bytes file, struct elf_file *out)
{
	uint8_t class = 0, data = 0;
	uint16_t phsize = 0, phcount = 0, shsize = 0, shcount = 0;
	uint32_t phoff = 0, shoff = 0;

	if (!bytes_has(file, 0, bytes_of("\177ELF")) || !bytes_u8(file, EI_CLASS, &class) ||
	    !bytes_u8(file, EI_DATA, &data) || !bytes_le16(file, 16, &out->type) ||
	    !bytes_le16(file, 18, &out->machine))
		return false;
	out->wide = class == ELFCLASS64;
	out->big_endian = data == ELFDATA2MSB;
	if (out->wide || out->big_endian)
		return true;
	out->end = sizeof(Elf32_Ehdr);
	if (bytes_le32(file, 28, &phoff) && bytes_le32(file, 32, &shoff) &&
	    bytes_le16(file, 42, &phsize) && bytes_le16(file, 44, &phcount) &&
	    bytes_le16(file, 46, &shsize) && bytes_le16(file, 48, &shcount)) {
		needs_bytes(out, phoff, (uint64_t)phsize * phcount);
		needs_bytes(out, shoff, (uint64_t)shsize * shcount);
	}
	return true;
}

void elf_parse(struct arena *a, struct bytes file, struct elf_file *out)
{
	Elf *elf;

	*out = (struct elf_file){.state = ELF_NOT, .interpreter = bytes_of(""), .needed = bytes_of("")};
	if (!read_header(file, out))
		return;
	out->state = ELF_GOOD;
	/* libelf writes nothing into memory that it was only lent for reading; a copy keeps it so. */
	if (elf_version(EV_CURRENT) != EV_NONE && file.size > 0 &&
	    (elf = elf_memory(arena_copy(a, file.at, file.size), file.size)) != NULL) {
		read_segments(a, elf, file, out);
		read_sections(a, elf, file, out);
		elf_end(elf);
	}
	if (out->end > file.size)
		out->state = ELF_SHORT;
}

bool elf_function(const struct elf_file *f, uint64_t address, struct bytes *name)
{
	size_t low = 0, high = f->name_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (f->names[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return false;
	*name = f->names[low - 1].name;
	return true;
}
