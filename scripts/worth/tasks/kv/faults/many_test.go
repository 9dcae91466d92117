package faults

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/kv"
)

var errGone = errors.New("the network is gone")

// remote is a store of another team, which was written before.
type remote struct {
	mu     sync.Mutex
	values map[string]string
	asked  map[string]int
	broken bool
	// during is called before an answer that is known already is given.
	during func()
}

func (r *remote) Get(key string) (string, error) {
	r.mu.Lock()
	r.asked[key]++
	value, ok := r.values[key]
	during := r.during
	r.mu.Unlock()
	if during != nil {
		during()
	}
	switch {
	case r.broken:
		return "", fmt.Errorf("get %s: %w", key, errGone)
	case !ok:
		return "", fmt.Errorf("%s.txt: %w", key, kv.ErrNotFound)
	}
	return value, nil
}

func (r *remote) Set(key, value string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.values[key] = value
	return nil
}

func remoteOf(values map[string]string) *remote {
	return &remote{values: values, asked: map[string]int{}}
}

func memoryOf(values map[string]string) *kv.Memory {
	m := kv.NewMemory()
	for key, value := range values {
		m.Set(key, value)
	}
	return m
}

func many(t *testing.T, s kv.Store, keys ...string) map[string]string {
	t.Helper()
	values, err := kv.GetMany(s, keys)
	if err != nil {
		t.Fatal(err)
	}
	return values
}

func expect(t *testing.T, s kv.Store, keys []string, wanted map[string]string) {
	t.Helper()
	if got := many(t, s, keys...); len(got) != len(wanted) || len(wanted) > 0 && !reflect.DeepEqual(got, wanted) {
		t.Fatalf("got %v, wanted %v", got, wanted)
	}
}

// ends says whether work does; what never does is left alone.
func ends(work func()) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	select {
	case <-done:
		return true
	case <-time.After(5 * time.Second):
		return false
	}
}

func TestKeysOfTheCallerStayThroughAPart(t *testing.T) {
	keys := []string{"a", "b"}
	many(t, kv.NewPrefixed(memoryOf(map[string]string{"t/a": "1", "t/b": "2"}), "t/"), keys...)
	if !reflect.DeepEqual(keys, []string{"a", "b"}) {
		t.Fatalf("the caller has %q", keys)
	}
}

func TestKeysOfTheCallerStayThroughACache(t *testing.T) {
	c := kv.NewCached(memoryOf(map[string]string{"a": "1", "b": "2"}))
	c.Get("a")
	keys := []string{"a", "b", "x"}
	many(t, c, keys...)
	if !reflect.DeepEqual(keys, []string{"a", "b", "x"}) {
		t.Fatalf("the caller has %q", keys)
	}
}

func TestWhatTheCallerDoesToTheMapChangesNoStore(t *testing.T) {
	values := map[string]string{"a": "1", "b": "2"}
	m := memoryOf(values)
	for _, s := range []kv.Store{m, kv.NewCached(m)} {
		for round := 0; round < 2; round++ {
			got := many(t, s, "a", "b")
			got["a"], got["c"] = "spoiled", "spoiled"
			delete(got, "b")
		}
		expect(t, s, []string{"a", "b", "c"}, values)
		if value, err := s.Get("a"); value != "1" || err != nil {
			t.Fatalf("got %q, %v", value, err)
		}
	}
}

func TestAnEmptyValueIsAValue(t *testing.T) {
	wanted := map[string]string{"a": ""}
	m := memoryOf(wanted)
	c := kv.NewCached(m)
	for _, s := range []kv.Store{m, kv.NewPrefixed(m, ""), c, c, remoteOf(wanted)} {
		expect(t, s, []string{"a", "x"}, wanted)
	}
}

func TestKeysMayHoldLettersOfThePrefix(t *testing.T) {
	wanted := map[string]string{"team": "1", "t/t/a": "2", "at/b": "3", "t/": "4", "": "5", "/": "6"}
	keys := []string{"x"}
	m := kv.NewMemory()
	for key, value := range wanted {
		keys = append(keys, key)
		m.Set("t/"+key, value)
	}
	expect(t, kv.NewPrefixed(m, "t/"), keys, wanted)
}

func TestAPartAsksItsStoreOnce(t *testing.T) {
	m := memoryOf(map[string]string{"t/a": "1", "t/u/a": "2"})
	part := kv.NewPrefixed(m, "t/")
	for _, s := range []kv.Store{part, kv.NewPrefixed(part, "u/")} {
		before := m.Calls()
		many(t, s, "a", "b", "c")
		if got := m.Calls() - before; got != 1 {
			t.Fatalf("the store was asked %d times", got)
		}
	}
}

func TestACacheAsksItsStoreOnce(t *testing.T) {
	m := memoryOf(map[string]string{"a": "1", "b": "2", "c": "3"})
	c := kv.NewCached(m)
	c.Get("a")
	before := m.Calls()
	many(t, c, "a", "b", "c", "x")
	if got := m.Calls() - before; got != 1 {
		t.Fatalf("the store was asked %d times", got)
	}
}

func TestACacheAsksOnlyForWhatItDoesNotKnow(t *testing.T) {
	r := remoteOf(map[string]string{"a": "1", "b": "2"})
	c := kv.NewCached(r)
	c.Get("a")
	// One that never ends has another fault.
	if ends(func() { kv.GetMany(c, []string{"a", "b"}) }) && r.asked["a"] != 1 {
		t.Fatalf("asked %d times for what is known", r.asked["a"])
	}
}

func TestACacheInFrontOfAStoreOfOthers(t *testing.T) {
	wanted := map[string]string{"a": "1", "b": "2"}
	r := remoteOf(wanted)
	c := kv.NewCached(r)
	if !ends(func() {
		expect(t, c, []string{"a", "b", "x"}, wanted)
		expect(t, c, []string{"a", "b"}, wanted)
	}) {
		t.Fatal("it takes for ever")
	}
}

func TestAMissingKeyIsNotFoundBehindACache(t *testing.T) {
	c := kv.NewCached(memoryOf(map[string]string{"a": "1"}))
	many(t, c, "a", "x")
	if value, err := c.Get("x"); !errors.Is(err, kv.ErrNotFound) {
		t.Fatalf("got %q, %v", value, err)
	}
}

func TestAKeyThatWasMissingIsAskedForAgain(t *testing.T) {
	m := memoryOf(map[string]string{"a": "1"})
	c := kv.NewCached(m)
	many(t, c, "a", "x")
	// Another process has set it.
	m.Set("x", "2")
	expect(t, c, []string{"a", "x"}, map[string]string{"a": "1", "x": "2"})
}

func TestAValueThatIsSetMeanwhileIsTheOneRemembered(t *testing.T) {
	r := remoteOf(map[string]string{"a": "old", "b": "1"})
	c := kv.NewCached(r)
	set := make(chan struct{})
	var once sync.Once
	r.during = func() {
		once.Do(func() {
			go func() {
				defer close(set)
				c.Set("a", "new")
			}()
			select {
			case <-set:
			case <-time.After(time.Second):
				// It waits for its turn.
			}
		})
	}
	if !ends(func() {
		kv.GetMany(c, []string{"a", "b"})
		<-set
	}) {
		// Another fault.
		return
	}
	if value, err := c.Get("a"); value != "new" || err != nil {
		t.Fatalf("got %q, %v", value, err)
	}
}

func TestWhyAStoreFailedIsLeftForTheCaller(t *testing.T) {
	r := remoteOf(nil)
	r.broken = true
	for _, s := range []kv.Store{r, kv.NewPrefixed(r, "t/")} {
		if _, err := kv.GetMany(s, []string{"a", "b"}); !errors.Is(err, errGone) || errors.Is(err, kv.ErrNotFound) {
			t.Fatalf("got %v", err)
		}
	}
}

func TestAStoreThatFailsLeavesNoGoroutineBehind(t *testing.T) {
	r := remoteOf(nil)
	r.broken = true
	keys := strings.Split(strings.Repeat("a ", 200), " ")
	before := runtime.NumGoroutine()
	for _, s := range []kv.Store{r, kv.NewPrefixed(r, "t/")} {
		if _, err := kv.GetMany(s, keys); err == nil {
			t.Fatal("no error")
		}
	}
	for end := time.Now().Add(3 * time.Second); runtime.NumGoroutine() > before && time.Now().Before(end); {
		time.Sleep(5 * time.Millisecond)
	}
	if left := runtime.NumGoroutine() - before; left > 0 {
		t.Fatalf("%d goroutines are left", left)
	}
}

func TestAnAnswerCostsNoCopyOfAllThatThereIs(t *testing.T) {
	m := kv.NewMemory()
	c := kv.NewCached(m)
	for at := 0; at < 20_000; at++ {
		key := fmt.Sprint(at)
		m.Set(key, key)
		c.Get(key)
	}
	for _, s := range []kv.Store{m, c, kv.NewPrefixed(m, "")} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		many(t, s, "1", "2")
		runtime.ReadMemStats(&after)
		if bytes := after.TotalAlloc - before.TotalAlloc; bytes > 100_000 {
			t.Fatalf("%d bytes for two small values", bytes)
		}
	}
}

var built struct {
	sync.Once
	path string
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	os.Remove(built.path)
	os.Exit(code)
}

// kvget runs the command, whose store has nothing but a greeting. It is built once.
func kvget(t *testing.T, keys ...string) string {
	t.Helper()
	built.Do(func() {
		built.path = filepath.Join(os.TempDir(), fmt.Sprintf("kvget-of-%d", os.Getpid()))
		build := exec.Command("go", "build", "-o", built.path, "example.com/kv/cmd/kvget")
		build.Env = append(os.Environ(), "GOFLAGS=")
		if out, err := build.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	out, err := exec.Command(built.path, keys...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestTheCommandPrintsALineForEachKeyInTheirOrder(t *testing.T) {
	if got := kvget(t, "x", "greeting", "b", "greeting"); got != "x=\ngreeting=hello\nb=\ngreeting=hello\n" {
		t.Fatalf("got %q", got)
	}
}

func TestTheCommandPrintsOneKeyThatIsNotThere(t *testing.T) {
	if got := kvget(t, "x"); got != "x=\n" {
		t.Fatalf("got %q", got)
	}
}
