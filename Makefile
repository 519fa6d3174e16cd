# Tiny Linux, step by step. `make` alone says what one can do.
#
# Thin on purpose: each target names a script in steps/, guide/ or tests/, or
# the checker. Steps leave a mark in work/.steps; make compares it with what
# the step was made from, so that nothing is done twice.

WORK ?= work
ifneq ($(words $(WORK)),1)
  $(error tiny-linux: WORK='$(WORK)' has a space in it or is empty; the kernel's Makefile refuses such a path. Name another: make WORK=/tmp/tiny)
endif
ifneq ($(filter environment command line,$(origin WORK)),)
  export WORK
endif

CHECKER := build/checker
mark := $(WORK)/.steps
sources := $(WORK)/sources
NN := 00 01 02 03 04 05 06 07 08 09 10
step = $(firstword $(wildcard steps/$1-*.sh))

# The staged tree is the learner's own: changed since the image was made?
tree := $(if $(wildcard $(mark)/07),$(shell find $(WORK)/tiny-linux -cnewer $(mark)/07 2>/dev/null | head -n 1))

.DEFAULT_GOAL := help
.PHONY: help boot test check smoke smoke-ide smoke-flash smoke-cd smoke-cdrom smoke-usb run shell fetch checker clean sync check-sync record FORCE \
  $(NN:%=step-%) $(NN:%=check-%)

help: ## this list
	@sed -n 's/^\([a-z][a-zN-]*\):.*## \(.*\)/\1\t\2/p' Makefile | \
	  while IFS='	' read -r target text; do printf '  make %-11s %s\n' "$$target" "$$text"; done

boot: $(mark)/08 checker ## build the disk, chapter by chapter, and boot it
	@steps/09-smoke-test.sh

test: $(mark)/00 ## every test; installs what the tests need
	@tests/run.sh

step-NN: ## one step alone, e.g. make step-04
	@echo "tiny-linux: put a chapter's number for NN, e.g. make step-04" >&2; exit 2
check: checker ## what is wrong in your folder; check-04 for one chapter
	@$(CHECKER) --work $(WORK) check

smoke: checker ## boot your disk in QEMU and try it, screenshot in work/smoke
	@$(CHECKER) --work $(WORK) smoke
smoke-ide: checker ## the same for chapter 10; smoke-flash, smoke-cd, smoke-usb
	@$(CHECKER) --work $(WORK) --drive ide smoke
smoke-flash smoke-usb: smoke-%: checker
	@$(CHECKER) --work $(WORK) --drive $* smoke
smoke-cd smoke-cdrom: checker
	@$(CHECKER) --work $(WORK) --drive cdrom smoke
	@$(CHECKER) --work $(WORK) --drive cdrom smoke $(WORK)/isolinux.iso
run: ## your disk in a QEMU window, or in this terminal
	@steps/run.sh
shell: ## a shell in work/ in which mknod and chown work without root
	@steps/shell.sh "$${SHELL:-/bin/sh}" -i

fetch: ## fetch the sources only; then no network is needed
	@steps/00-workshop.sh fetch
checker: ## build the checker
	@steps/00-workshop.sh tools
	@$(MAKE) -s -j$$(nproc) -C checker
clean: ## delete what was built, keep the sources
	@steps/clean.sh

book: checker ## the book as HTML, PDF and EPUB, and a cheat sheet
	@steps/00-workshop.sh tools guide/packages
	@guide/book.sh

site: checker ## the web edition, with a page that boots your disk
	@steps/00-workshop.sh tools guide/packages
	@steps/00-workshop.sh tools guide/site/packages
	@guide/site.sh
serve: site ## show it at http://127.0.0.1:8000 (PORT= sets another)
	@guide/site/serve.sh

bench: checker ## how long the checker takes, beside the same by hand
	@steps/00-workshop.sh tools tests/bench/packages
	@tests/bench/run.sh
oracle: checker ## boot some 900 mistakes: is the verdict what boots?
	@ORACLE_BUILDS=1 tests/mutants/oracle.sh
oracle-mend: checker ## spoil some 580, type the printed fixes: do they lead home?
	@ORACLE_BUILDS=1 tests/mutants/repair.sh
fuzz: ## feed the checker's parsers noise, FUZZ_SECONDS=60 each
	@tests/fuzz/run.sh
sync: checker ## copy commands, files and checks into the chapters
	@guide/sync.sh
	@guide/checks.sh
check-sync: ## do the chapters show what steps/ and rootfs/ hold
	@guide/sync.sh --check
	@[ ! -x $(CHECKER) ] || guide/checks.sh --check
record: ## record the chapters' transcripts and figures from a real run
	@guide/record.sh

$(NN:%=step-%): step-%:
	@$(call step,$*)
step-09: checker
$(NN:%=check-%): check-%: checker
	@$(CHECKER) --work $(WORK) check $*

$(mark)/00: steps/00-workshop.sh $(wildcard steps/00-* steps/workshop-*)
$(mark)/01: steps/01-kernel.sh steps/01-kernel.config $(wildcard $(sources)/linux-6.12.tar.xz) | $(mark)/00
$(mark)/02: steps/02-busybox.sh $(wildcard steps/02-*) rootfs/names $(wildcard $(sources)/musl-* $(sources)/busybox-*) | $(mark)/01
$(mark)/03: steps/03-tree.sh | $(mark)/02
$(mark)/04: steps/04-devices.sh $(mark)/03
$(mark)/05: steps/05-startup.sh $(wildcard rootfs/etc/* rootfs/etc/init.d/*) $(mark)/04
$(mark)/06: steps/06-names.sh rootfs/names $(mark)/05 $(mark)/02
$(mark)/07: steps/07-romfs.sh steps/07-sorted.c $(mark)/06 $(if $(tree),FORCE)
$(mark)/08: steps/08-floppy.sh rootfs/syslinux.cfg $(mark)/07 $(mark)/01
$(mark)/10: steps/10-media.sh $(mark)/08
$(NN:%=$(mark)/%):
	@$(call step,$(@F))
