/* The QMP client against a peer on the other end of a socket pair that misbehaves. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "qmp.h"

static const char greeting[] =
	"{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}, "
	"\"package\": \"x\"}, \"capabilities\": [\"oob\"]}}\r\n";

struct peer {
	int ours, theirs;
	struct qmp qmp;
};

static int connect_peer(void **state)
{
	struct peer *p = calloc(1, sizeof(*p));
	int ends[2];

	if (!p || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
		return -1;
	p->ours = ends[0];
	p->theirs = ends[1];
	*state = p;
	return 0;
}

static int hang_up(void **state)
{
	struct peer *p = *state;

	qmp_close(&p->qmp);
	close(p->ours);
	if (p->theirs >= 0)
		close(p->theirs);
	free(p);
	return 0;
}

static void say(struct peer *p, const char *text)
{
	assert_int_equal(write(p->theirs, text, strlen(text)), strlen(text));
}

static void end(struct peer *p)
{
	shutdown(p->theirs, SHUT_WR);
}

/* The answers may wait in the socket before the questions are asked. */
static void greet(struct peer *p)
{
	say(p, greeting);
	say(p, "{\"return\": {}, \"id\": 1}\r\n");
	assert_int_equal(qmp_open(&p->qmp, p->ours, -1, 2000), QMP_OK);
	assert_string_equal(p->qmp.version, "7.2.22");
}

static void an_answer_is_given_back(void **state)
{
	struct peer *p = *state;
	json_t *answer = NULL;
	char sent[300] = "";

	greet(p);
	say(p, "{\"return\": \"portb\", \"id\": 2}\r\n");
	assert_int_equal(qmp_execute(&p->qmp, "x", json_pack("{s:i}", "val", 5), &answer), QMP_OK);
	assert_string_equal(json_string_value(answer), "portb");
	json_decref(answer);
	assert_true(read(p->theirs, sent, sizeof(sent) - 1) > 0);
	assert_non_null(strstr(sent, "\"qmp_capabilities\""));
	assert_non_null(strstr(sent, "\"val\":5"));
}

static void events_are_kept_in_between(void **state)
{
	struct peer *p = *state;
	json_t *data;

	greet(p);
	say(p, "{\"event\": \"STOP\"}\r\n{\"event\": \"SHUTDOWN\", \"data\": {\"reason\": \"r\"}}\r\n"
	       "{\"return\": {}, \"id\": 2}\r\n");
	assert_int_equal(qmp_execute(&p->qmp, "x", NULL, NULL), QMP_OK);
	assert_null(qmp_take_event(&p->qmp, "STOP"));
	data = qmp_take_event(&p->qmp, "SHUTDOWN");
	assert_string_equal(json_string_value(json_object_get(data, "reason")), "r");
	json_decref(data);
	assert_null(qmp_take_event(&p->qmp, "SHUTDOWN"));
}

static void a_late_answer_is_not_taken_for_another(void **state)
{
	struct peer *p = *state;
	json_t *answer = NULL;

	greet(p);
	p->qmp.timeout_ms = 20;
	assert_int_equal(qmp_execute(&p->qmp, "slow", NULL, NULL), QMP_TIMEOUT);
	p->qmp.timeout_ms = 2000;
	say(p, "{\"return\": 1}\r\n{\"return\": 2}\r\n");
	assert_int_equal(qmp_execute(&p->qmp, "next", NULL, &answer), QMP_CLOSED);
	assert_null(answer);
}

static void a_refusal_says_why(void **state)
{
	struct peer *p = *state;

	greet(p);
	say(p, "{\"id\": 2, \"error\": {\"class\": \"GenericError\", \"desc\": \"no such thing\"}}\r\n");
	assert_int_equal(qmp_execute(&p->qmp, "x", NULL, NULL), QMP_REFUSED);
	assert_string_equal(p->qmp.error, "no such thing");
}

static void a_truncated_answer_is_an_end(void **state)
{
	struct peer *p = *state;
	json_t *answer = (json_t *)-1;

	greet(p);
	say(p, "{\"return\": {\"a\":");
	end(p);
	assert_int_equal(qmp_execute(&p->qmp, "x", NULL, &answer), QMP_CLOSED);
	assert_null(answer);
}

static void a_dying_peer_is_an_end(void **state)
{
	struct peer *p = *state;

	greet(p);
	close(p->theirs);
	p->theirs = -1;
	assert_int_equal(qmp_execute(&p->qmp, "x", NULL, NULL), QMP_CLOSED);
}

static void a_peer_that_never_greets(void **state)
{
	struct peer *p = *state;

	end(p);
	assert_int_equal(qmp_open(&p->qmp, p->ours, -1, 2000), QMP_CLOSED);
}

static void a_silent_peer_runs_into_the_timeout(void **state)
{
	struct peer *p = *state;

	assert_int_equal(qmp_open(&p->qmp, p->ours, -1, 20), QMP_TIMEOUT);
}

static void another_kind_of_server_is_garbled(void **state)
{
	struct peer *p = *state;
	static const char *const lines[] = {
		"SSH-2.0-OpenSSH\r\n", "[]\n", "{}\n", "{\"QMP\": 5}\n", "\n", "{\"QMP\":{\"version\":{}}}\n"};
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		say(p, lines[i]);
		assert_int_equal(qmp_open(&p->qmp, p->ours, -1, 2000), QMP_GARBLED);
		qmp_close(&p->qmp);
	}
}

static void a_line_without_end_is_bounded(void **state)
{
	struct peer *p = *state;
	static char much[64 * 1024];
	pid_t child;

	greet(p);
	memset(much, 'a', sizeof(much));
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(p->ours);
		while (send(p->theirs, much, sizeof(much), MSG_NOSIGNAL) > 0)
			;
		_exit(0);
	}
	close(p->theirs);
	p->theirs = -1;
	assert_int_equal(qmp_execute(&p->qmp, "x", NULL, NULL), QMP_GARBLED);
	assert_true(p->qmp.size <= QMP_LINE_MAX);
}

static void a_cancelled_wait_ends(void **state)
{
	struct peer *p = *state;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	assert_int_equal(qmp_open(&p->qmp, p->ours, ends[0], 60000), QMP_CANCELLED);
	close(ends[0]);
	close(ends[1]);
}

static void many_events_are_bounded(void **state)
{
	struct peer *p = *state;
	int i;

	greet(p);
	for (i = 0; i < 200; i++)
		say(p, "{\"event\": \"RESET\"}\n");
	say(p, "{\"return\": {}, \"id\": 2}\n");
	assert_int_equal(qmp_execute(&p->qmp, "x", NULL, NULL), QMP_OK);
	assert_int_equal(json_array_size(p->qmp.events), QMP_EVENTS_MAX);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, connect_peer, hang_up)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_answer_is_given_back), TEST(events_are_kept_in_between),
		TEST(a_late_answer_is_not_taken_for_another), TEST(a_refusal_says_why),
		TEST(a_truncated_answer_is_an_end), TEST(a_dying_peer_is_an_end),
		TEST(a_peer_that_never_greets), TEST(a_silent_peer_runs_into_the_timeout),
		TEST(another_kind_of_server_is_garbled), TEST(a_line_without_end_is_bounded),
		TEST(a_cancelled_wait_ends), TEST(many_events_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
