// Package together is one of its own: Go ends the process of a map that is written twice at once.
package together

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/uploads"
)

// gate is a body that comes when all have begun; it waits for nobody who has to wait for it.
type gate struct {
	io.Reader
	begin func()
	all   <-chan struct{}
}

func (g gate) Read(bytes []byte) (int, error) {
	g.begin()
	<-g.all
	return g.Reader.Read(bytes)
}

func TestUploadsAtTheSameTimeAllKeepTheirNames(t *testing.T) {
	folder := t.TempDir()
	s, err := uploads.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	const count = 100
	var ended sync.WaitGroup
	ended.Add(count)
	all := make(chan struct{})
	var open sync.Once
	time.AfterFunc(5*time.Second, func() { open.Do(func() { close(all) }) })
	var reads int32
	begin := func() {
		if atomic.AddInt32(&reads, 1) == count {
			open.Do(func() { close(all) })
		}
	}
	var ids [count]string
	for at := range ids {
		go func(at int) {
			defer ended.Done()
			id, err := s.Save(fmt.Sprintf("%d.txt", at), gate{strings.NewReader("text"), begin, all})
			if err != nil {
				t.Errorf("%d: %v", at, err)
			}
			ids[at] = id
		}(at)
	}
	ended.Wait()
	for at, id := range ids {
		if name, err := s.Name(id); name != fmt.Sprintf("%d.txt", at) || err != nil {
			t.Fatalf("%d is called %q, %v", at, name, err)
		}
	}
}
