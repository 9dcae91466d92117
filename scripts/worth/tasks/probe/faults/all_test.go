package faults

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/probe"
)

// within fails where work takes for ever.
func within(t *testing.T, what string, work func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Fatalf("%s takes for ever", what)
	}
}

func checksOf(count int, run func(at int, ctx context.Context) error) []probe.Check {
	checks := make([]probe.Check, count)
	for at := range checks {
		at := at
		checks[at] = probe.Check{Name: fmt.Sprint(at), Run: func(ctx context.Context) error { return run(at, ctx) }}
	}
	return checks
}

// more waits until there are no more than so many goroutines beside those of before, and returns how many there are.
func more(before, most int) int {
	for end := time.Now().Add(3 * time.Second); runtime.NumGoroutine()-before > most && time.Now().Before(end); {
		time.Sleep(5 * time.Millisecond)
	}
	return runtime.NumGoroutine() - before
}

func TestWhatFinishedBeforeACancellationKeepsItsResult(t *testing.T) {
	// Whoever takes the results has its turn no sooner than all of these have finished.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	defer close(ended)
	failure := errors.New("down")
	var begun []int
	checks := checksOf(60, func(at int, _ context.Context) error {
		if len(begun) == 40 {
			cancel()
			<-ended
			return nil
		}
		begun = append(begun, at)
		if at%2 == 0 {
			return failure
		}
		return nil
	})
	results := probe.RunAll(ctx, checks, 1)
	for _, at := range begun {
		if err := results[at].Err; err != failure && at%2 == 0 || err != nil && at%2 == 1 {
			t.Fatalf("%d had finished, and is %v", at, results[at])
		}
	}
}

func TestATimeoutIsNoCancellation(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	ended := make(chan struct{})
	defer close(ended)
	checks := checksOf(3, func(int, context.Context) error {
		<-ended
		return nil
	})
	for at, result := range probe.RunAll(ctx, checks, 2) {
		if !errors.Is(result.Err, context.DeadlineExceeded) {
			t.Fatalf("%d is %v", at, result)
		}
	}
}

func TestChecksHearOfTheCancellation(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var begun, heard sync.WaitGroup
	begun.Add(2)
	heard.Add(2)
	checks := checksOf(2, func(_ int, ctx context.Context) error {
		defer heard.Done()
		begun.Done()
		<-ctx.Done()
		return ctx.Err()
	})
	go func() {
		begun.Wait()
		cancel()
	}()
	probe.RunAll(ctx, checks, 2)
	within(t, "a check that looks at ctx", heard.Wait)
}

// endsAlone expects that where the first check to begin has this error all others run to their own end.
func endsAlone(t *testing.T, failure error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	own := errors.New("of its own")
	var begun int32
	checks := checksOf(20, func(_ int, ctx context.Context) error {
		switch atomic.AddInt32(&begun, 1) {
		case 1:
			return failure
		case 2:
			// Time for somebody who does not wait for it.
			time.Sleep(200 * time.Millisecond)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		return own
	})
	failed := 0
	for at, result := range probe.RunAll(ctx, checks, 1) {
		if result.Err == failure {
			failed++
		} else if result.Err != own {
			t.Fatalf("%d is %v", at, result)
		}
	}
	if failed != 1 {
		t.Fatalf("%d have failed", failed)
	}
}

func TestACheckThatFailsEndsNoOther(t *testing.T) {
	endsAlone(t, errors.New("down"))
}

func TestACheckThatGivesUpByItselfEndsNoOther(t *testing.T) {
	for _, failure := range []error{context.DeadlineExceeded, context.Canceled} {
		endsAlone(t, fmt.Errorf("it took more than its second: %w", failure))
	}
}

func TestNothingStaysWhereNothingIsCancelled(t *testing.T) {
	// As the status page has it, for weeks.
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	before := runtime.NumGoroutine()
	for round := 0; round < 20; round++ {
		probe.RunAll(ctx, checksOf(3, func(int, context.Context) error { return nil }), 2)
	}
	if left := more(before, 0); left > 0 {
		t.Fatalf("%d goroutines are left", left)
	}
}

// hang runs checks of which so many hang, cancels, and returns what ends them.
func hang(t *testing.T, count, workers int) (release func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ended := make(chan struct{})
	var begun int32
	checks := checksOf(count, func(int, context.Context) error {
		if int(atomic.AddInt32(&begun, 1)) == workers {
			cancel()
		}
		<-ended
		return nil
	})
	probe.RunAll(ctx, checks, workers)
	return func() { close(ended) }
}

func TestWhoWaitsForAPlaceDoesNotStayWithThoseThatHang(t *testing.T) {
	before := runtime.NumGoroutine()
	release := hang(t, 100, 2)
	defer release()
	// Those two, and whoever may wait for them.
	if left := more(before, 10); left > 10 {
		t.Fatalf("%d goroutines wait for two checks that hang", left)
	}
}

func TestAHangingCheckHoldsUpNoLaterRun(t *testing.T) {
	release := hang(t, 5, 5)
	defer release()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	within(t, "the next run", func() {
		probe.RunAll(ctx, checksOf(2, func(int, context.Context) error { return nil }), 5)
	})
}

func TestACheckMayRunChecks(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	checks := checksOf(3, func(_ int, ctx context.Context) error {
		return probe.RunAll(ctx, checksOf(2, func(int, context.Context) error { return nil }), 3)[1].Err
	})
	within(t, "a check that runs checks", func() { probe.RunAll(ctx, checks, 3) })
}

func TestNothingBeginsBehindAnEarlierCancellation(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var begun int32
	for round := 0; round < 500; round++ {
		probe.RunAll(ctx, checksOf(4, func(int, context.Context) error {
			atomic.AddInt32(&begun, 1)
			return nil
		}), 4)
	}
	if count := atomic.LoadInt32(&begun); count > 0 {
		t.Fatalf("%d checks were begun", count)
	}
}

func TestAsManyPanicsAsWorkersLeaveNoCheckOut(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	checks := checksOf(6, func(at int, _ context.Context) error {
		if at < 4 {
			panic("no such host")
		}
		return nil
	})
	var results []probe.Result
	within(t, "what is behind four panics", func() { results = probe.RunAll(ctx, checks, 2) })
	for at, result := range results {
		if (result.Err != nil) != (at < 4) {
			t.Fatalf("%d is %v", at, result)
		}
	}
}

func TestAPanicStillSaysWhatItWas(t *testing.T) {
	results := probe.RunAll(context.Background(), checksOf(2, func(at int, _ context.Context) error {
		if at == 1 {
			panic("no such host")
		}
		return nil
	}), 2)
	if err := results[1].Err; err == nil || !strings.Contains(err.Error(), "no such host") {
		t.Fatalf("got %v", err)
	}
}

var built struct {
	sync.Once
	path string
	err  error
}

// program is the command, which is built once.
func program(t *testing.T) string {
	t.Helper()
	built.Do(func() {
		built.path = filepath.Join(os.TempDir(), fmt.Sprintf("probe-of-%d", os.Getpid()))
		build := exec.Command("go", "build", "-o", built.path, "example.com/probe/cmd/probe")
		build.Env = append(os.Environ(), "GOFLAGS=")
		if out, err := build.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return built.path
}

func TestMain(m *testing.M) {
	code := m.Run()
	os.Remove(built.path)
	os.Exit(code)
}

// atOnce runs the command with eight addresses, and returns how many it asked at once; it is waited for so many.
func atOnce(t *testing.T, wanted int, arguments ...string) int {
	t.Helper()
	var mu sync.Mutex
	now, most := 0, 0
	var open sync.Once
	enough := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		mu.Lock()
		now++
		if now > most {
			most = now
		}
		wait := 8 * time.Second
		if now >= wanted {
			// For one that is too many.
			wait = 300 * time.Millisecond
		}
		mu.Unlock()
		select {
		case <-enough:
		case <-time.After(wait):
			open.Do(func() { close(enough) })
		}
		mu.Lock()
		now--
		mu.Unlock()
	}))
	defer server.Close()
	folder := t.TempDir()
	config := filepath.Join(folder, "config.txt")
	lines := ""
	for at := 0; at < 8; at++ {
		lines += fmt.Sprintf("service%d %s/%d\n", at, server.URL, at)
	}
	if err := os.WriteFile(config, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.Command(program(t), append(arguments, config)...)
	// Not by chance as many as are wanted.
	run.Env = append(os.Environ(), "GOMAXPROCS=3")
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return most
}

func TestTheCommandRunsFourAtOnceIfNothingElseIsSaid(t *testing.T) {
	if most := atOnce(t, 4); most != 4 {
		t.Fatalf("%d at once", most)
	}
}

func TestTheCommandRunsAsManyAtOnceAsItsFlagSays(t *testing.T) {
	if most := atOnce(t, 2, "-workers", "2"); most != 2 {
		t.Fatalf("%d at once", most)
	}
}
