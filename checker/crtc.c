#include "crtc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CRTC_INDEX = 0x3d4, /* VGA in colour: index register; the data register is the next port */
	CRTC_START_HIGH = 0x0c,
	CRTC_START_LOW = 0x0d,
	CRTC_OVERFLOW = 0x07,
	CRTC_ROW_HEIGHT = 0x09,
	CRTC_END = 0x12,
};

/* Runs a command of QEMU's human monitor and reads the number after the '=' of its answer:
 * "portb[0x03d5] = 0x5a". I/O ports can be reached in no other way. */
static enum qmp_status monitor(struct qmp *qmp, const char *line, unsigned *value)
{
	json_t *answer = NULL;
	enum qmp_status status = qmp_execute(qmp, "human-monitor-command",
	                                     json_pack("{s:s}", "command-line", line), &answer);
	const char *equals = json_is_string(answer) ? strchr(json_string_value(answer), '=') : NULL;

	if (status == QMP_OK && value) {
		if (equals)
			*value = (unsigned)strtoul(equals + 1, NULL, 16) & 0xff;
		else
			status = QMP_GARBLED;
	}
	json_decref(answer);
	return status;
}

static enum qmp_status crtc_register(struct qmp *qmp, unsigned number, unsigned *value)
{
	char line[40];

	snprintf(line, sizeof(line), "i /b 0x%x.0x%x", CRTC_INDEX, number);
	return monitor(qmp, line, value);
}

bool crtc_unset(const struct vga_crtc *crtc)
{
	return crtc->row_height == 0xff;
}

enum qmp_status crtc_read(struct qmp *qmp, struct vga_crtc *crtc, bool mode)
{
	static const unsigned numbers[] = {CRTC_START_HIGH, CRTC_START_LOW, CRTC_OVERFLOW,
		CRTC_ROW_HEIGHT, CRTC_END};
	unsigned index = 0, values[5] = {0, 0, crtc->overflow, crtc->row_height, crtc->end}, i;
	char line[40];
	enum qmp_status status;

	snprintf(line, sizeof(line), "i /b 0x%x", CRTC_INDEX);
	status = monitor(qmp, line, &index);
	for (i = 0; i < (mode ? 5 : 2) && status == QMP_OK; i++)
		status = crtc_register(qmp, numbers[i], &values[i]);
	snprintf(line, sizeof(line), "o /b 0x%x 0x%x", CRTC_INDEX, index);
	if (status == QMP_OK)
		status = monitor(qmp, line, NULL);
	*crtc = (struct vga_crtc){values[0] << 8 | values[1], (uint8_t)values[2], (uint8_t)values[3],
		(uint8_t)values[4]};
	return status;
}
