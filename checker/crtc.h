/* The registers of the CRT controller of a PC in QEMU, over QMP.
 *
 * Sources: IBM VGA (index register 3D4h, data register 3D5h); QEMU, hmp-commands.hx (i, o). */
#ifndef CHECKER_CRTC_H
#define CHECKER_CRTC_H

#include "qmp.h"
#include "vga.h"

/* Nobody has set the display up yet: its registers read FFh, and say nothing of rows. */
bool crtc_unset(const struct vga_crtc *crtc);

/* Reads the start address, and if mode is set, the registers that tell how many rows there are;
 * they stay as they are in *crtc if not. The PC must be paused: the index register is used, and put
 * back as it was. Each question costs QEMU as much as a good deal of the boot. */
enum qmp_status crtc_read(struct qmp *qmp, struct vga_crtc *crtc, bool mode);

#endif
