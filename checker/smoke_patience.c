#include "smoke_patience.h"

#include "smoke_table.h"

enum {
	PROMPT_STAGE = 3,
	HOPE_MS = 5000,    /* a prompt that is there although nothing asked for Enter */
	ENTER_MS = 30000,  /* a shell that was asked for */
	INIT_MS = 17000,   /* init's first line to "Please press Enter"; between the 15 and the 20
	                    * seconds that people let a script sleep, so that the answer is clear */
	SCRIPT_MS = 38000, /* and then a startup script that may still be at work */
};

long patience_before(const struct smoke_options *options, size_t stage)
{
	if (stage + 1 == smoke_stage_count)
		return INIT_MS;
	return stage > KERNEL_STAGE || stage == PROMPT_STAGE ? options->stall_ms
	                                                     : options->stall_ms / 2;
}

int patience_after_enter(struct session *s, bool asked)
{
	bool script = !asked && session_shows(s, 0, smoke_init_starts);

	s->stall_ms = script ? SCRIPT_MS : s->options->stall_ms;
	if (!asked && !script)
		session_patience(s, HOPE_MS);
	return script ? SCRIPT_MS : ENTER_MS;
}
