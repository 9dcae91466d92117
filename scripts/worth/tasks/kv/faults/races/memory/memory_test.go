// Package memory is one of its own: Go ends the process of a map that is read while it is written.
package memory

import (
	"runtime"
	"strings"
	"testing"

	"example.com/kv"
)

func TestManyAreReadWhileAnotherGoroutineSets(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	m := kv.NewMemory()
	// To compare two texts of this length takes a while, in which the map is being written.
	length := 4 << 20
	keys := []string{strings.Repeat("k", length), strings.Repeat("k", length)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for at := 0; at < 400; at++ {
			m.Set(keys[at%2], "1")
		}
	}()
	for {
		select {
		case <-done:
			return
		default:
			if _, err := kv.GetMany(m, []string{"a", "b"}); err != nil {
				t.Fatal(err)
			}
		}
	}
}
