// Package cached is one of its own: Go ends the process of a map that is read while it is written.
package cached

import (
	"runtime"
	"strings"
	"testing"

	"example.com/kv"
)

// quick is a store of another team that knows all keys.
type quick struct{}

func (quick) Get(key string) (string, error) { return "1", nil }
func (quick) Set(key, value string) error    { return nil }

func TestManyAreReadFromACacheWhileAnotherGoroutineSets(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	c := kv.NewCached(quick{})
	c.Get("a")
	// To compare two texts of this length takes a while, in which the map is being written.
	length := 4 << 20
	keys := []string{strings.Repeat("k", length), strings.Repeat("k", length)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for at := 0; at < 400; at++ {
			c.Get(keys[at%2])
			c.Set(keys[(at+1)%2], "1")
		}
	}()
	for {
		select {
		case <-done:
			return
		default:
			if _, err := kv.GetMany(c, []string{"a"}); err != nil {
				t.Fatal(err)
			}
		}
	}
}
