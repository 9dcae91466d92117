package faults

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"example.com/uploads"
)

// older is the id of a file that was there before files had names.
const older = "0123456789abcdef0123456789abcdef"

// opened is the store of a folder, in which there is an older file if it says so.
func opened(t *testing.T, withOlder bool) (s *uploads.Store, folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "data")
	if withOlder {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, older), []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return open(t, folder), folder
}

func open(t *testing.T, folder string) *uploads.Store {
	t.Helper()
	s, err := uploads.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func save(t *testing.T, s *uploads.Store, name string) string {
	t.Helper()
	id, err := s.Save(name, strings.NewReader("text"))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func expectName(t *testing.T, s *uploads.Store, id, wanted string) {
	t.Helper()
	if name, err := s.Name(id); name != wanted || err != nil {
		t.Fatalf("got %q, %v; wanted %q", name, err, wanted)
	}
}

func textOf(t *testing.T, s *uploads.Store, id string) string {
	t.Helper()
	file, err := s.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, _ := io.ReadAll(file)
	return string(text)
}

// got is the answer to a download.
func got(s *uploads.Store, id string) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	uploads.Handler(s).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/files/"+id, nil))
	return answer
}

// posted is the answer to an upload.
func posted(s *uploads.Store, query, kind, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "/files"+query, strings.NewReader(body))
	request.Header.Set("Content-Type", kind)
	answer := httptest.NewRecorder()
	uploads.Handler(s).ServeHTTP(answer, request)
	return answer
}

// fileName is what a client reads in an answer; it may have none.
func fileName(t *testing.T, answer *httptest.ResponseRecorder) (name string, ok bool) {
	t.Helper()
	header := answer.Header().Get("Content-Disposition")
	if answer.Code != http.StatusOK {
		t.Fatalf("got %d %s", answer.Code, answer.Body)
	}
	if header == "" {
		return "", false
	}
	_, fields, err := mime.ParseMediaType(header)
	if err != nil {
		t.Fatalf("%q: %v", header, err)
	}
	name, ok = fields["filename"]
	return name, ok
}

func TestNamesAreThereAfterARestart(t *testing.T) {
	s, folder := opened(t, false)
	id := save(t, s, "report.pdf")
	expectName(t, open(t, folder), id, "report.pdf")
}

func TestStoresOfOneFolderKnowTheSameNames(t *testing.T) {
	s, folder := opened(t, false)
	other := open(t, folder)
	first := save(t, s, "first.pdf")
	second := save(t, other, "second.pdf")
	third := save(t, s, "third.pdf")
	for _, one := range []*uploads.Store{s, other} {
		expectName(t, one, first, "first.pdf")
		expectName(t, one, second, "second.pdf")
		expectName(t, one, third, "third.pdf")
	}
}

// slow is a body that takes until somebody else is done.
type slow struct{ begun, may chan struct{} }

func (s slow) Read([]byte) (int, error) {
	close(s.begun)
	<-s.may
	return 0, io.EOF
}

func TestASlowUploadHoldsUpNobody(t *testing.T) {
	s, _ := opened(t, false)
	first := save(t, s, "first.txt")
	body := slow{make(chan struct{}), make(chan struct{})}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.Save("slow.txt", body)
	}()
	defer func() {
		close(body.may)
		<-ended
	}()
	<-body.begun
	done := make(chan error, 1)
	go func() {
		_, err := s.Save("quick.txt", strings.NewReader("text"))
		got(s, first)
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("they wait for it")
	}
}

func TestABodyIsKeptWhateverItsTypeIs(t *testing.T) {
	s, _ := opened(t, false)
	// As curl --data-binary sends it.
	answer := posted(s, "?name=a.txt", "application/x-www-form-urlencoded", "name=b.txt&a=1")
	if text := textOf(t, s, strings.TrimSpace(answer.Body.String())); text != "name=b.txt&a=1" {
		t.Fatalf("%q is left", text)
	}
}

func TestAnOlderFileCanBeDeleted(t *testing.T) {
	s, _ := opened(t, true)
	if err := s.Delete(older); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(older); !errors.Is(err, uploads.ErrNotFound) {
		t.Fatalf("got %v", err)
	}
}

func TestAFileWithoutANameIsGivenNoEmptyOne(t *testing.T) {
	s, _ := opened(t, true)
	// The nightly job writes a file under this name.
	for _, id := range []string{older, strings.TrimSpace(posted(s, "", "text/plain", "text").Body.String())} {
		if name, ok := fileName(t, got(s, id)); ok && name == "" {
			t.Fatalf("%s is called %q", id, name)
		}
	}
}

func TestNamesOfFoldersAreNoNamesOfFiles(t *testing.T) {
	s, _ := opened(t, false)
	for _, name := range []string{".", "..", "a/..", "../."} {
		answer := posted(s, "?name="+url.QueryEscape(name), "text/plain", "text")
		if answer.Code != http.StatusOK {
			// Refused.
			continue
		}
		if called, _ := fileName(t, got(s, strings.TrimSpace(answer.Body.String()))); called == "." || called == ".." {
			t.Fatalf("%q is called %q", name, called)
		}
	}
}

func TestALongNameOfAnotherScriptIsKept(t *testing.T) {
	s, _ := opened(t, false)
	name := strings.Repeat("報", 200) + ".pdf"
	id := save(t, s, name)
	expectName(t, s, id, name)
	if called, _ := fileName(t, got(s, id)); called != name {
		t.Fatalf("it is called %q", called)
	}
}

func TestLettersAndSignsInOneName(t *testing.T) {
	s, _ := opened(t, false)
	for _, name := range []string{"Größe=3.pdf", "Köln: 100%, @home.pdf", "Müller's *Bericht* (1).pdf"} {
		if called, _ := fileName(t, got(s, save(t, s, name))); called != name {
			t.Fatalf("%q is called %q", name, called)
		}
	}
}

func TestALineBreakInANameBreaksNoHeader(t *testing.T) {
	s, _ := opened(t, false)
	for _, name := range []string{"a\nb.txt", "a\r\nSet-Cookie: b=1.txt"} {
		id, err := s.Save(name, strings.NewReader("text"))
		if err != nil {
			continue
		}
		if header := got(s, id).Header().Get("Content-Disposition"); strings.ContainsAny(header, "\r\n") {
			t.Fatalf("%q", header)
		}
	}
}

func TestALineBreakInANameChangesNoOtherName(t *testing.T) {
	s, folder := opened(t, false)
	id := save(t, s, "mine.txt")
	for _, sign := range []string{" ", "\t", ":", "=", ","} {
		s.Save("a\n"+id+sign+"evil.exe", strings.NewReader("text"))
		for _, one := range []*uploads.Store{s, open(t, folder)} {
			if name, _ := one.Name(id); name == "evil.exe" {
				t.Fatalf("it is called %q", name)
			}
		}
	}
}

func TestWhatIsNotThereHasNoName(t *testing.T) {
	s, _ := opened(t, true)
	deleted := save(t, s, "a.txt")
	if err := s.Delete(deleted); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{deleted, strings.Repeat("f", 32), "passwd", ""} {
		if name, err := s.Name(id); !errors.Is(err, uploads.ErrNotFound) {
			t.Fatalf("%q: got %q, %v", id, name, err)
		}
	}
}

func TestAnIdIsNoPathToNamesElsewhere(t *testing.T) {
	s, folder := opened(t, false)
	id := save(t, open(t, filepath.Join(filepath.Dir(folder), "other")), "secret.txt")
	if name, err := s.Name("../other/" + id); err == nil && name == "secret.txt" {
		t.Fatalf("got %q", name)
	}
}

func TestWhatIsNotFoundIsNoAttachment(t *testing.T) {
	s, _ := opened(t, false)
	for _, id := range []string{strings.Repeat("f", 32), "passwd"} {
		answer := got(s, id)
		if header := answer.Header().Get("Content-Disposition"); answer.Code != http.StatusNotFound || header != "" {
			t.Fatalf("got %d, %q", answer.Code, header)
		}
	}
}

func TestAFileLiesUnderItsIdAsItIs(t *testing.T) {
	s, folder := opened(t, false)
	text, err := os.ReadFile(filepath.Join(folder, save(t, s, "report.pdf")))
	if err != nil || string(text) != "text" {
		t.Fatalf("got %q, %v", text, err)
	}
}

func TestNothingStaysOfAnUploadThatFails(t *testing.T) {
	s, folder := opened(t, false)
	body := io.MultiReader(strings.NewReader("half a text"), iotest.ErrReader(errors.New("the customer is gone")))
	if _, err := s.Save("secret.txt", body); err == nil {
		t.Fatal("no error")
	}
	filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		text, _ := os.ReadFile(path)
		if left := filepath.Base(path) + ": " + string(text); strings.Contains(left, "secret") || strings.Contains(left, "half") {
			t.Errorf("%s is left", left)
		}
		return nil
	})
	if count, err := s.Count(); count != 0 || err != nil {
		t.Fatalf("%d files, %v", count, err)
	}
}

// bytesOf is how much memory a call takes from the heap: the least of three, for what may grow meanwhile.
func bytesOf(call func()) uint64 {
	least := ^uint64(0)
	for try := 0; try < 3; try++ {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		call()
		runtime.ReadMemStats(&after)
		if bytes := after.TotalAlloc - before.TotalAlloc; bytes < least {
			least = bytes
		}
	}
	return least
}

// grown is how many bytes more a call takes where there are 500 files.
func grown(t *testing.T, call func(s *uploads.Store, id string)) uint64 {
	t.Helper()
	s, _ := opened(t, false)
	first := save(t, s, "first.txt")
	before := bytesOf(func() { call(s, first) })
	for at := 0; at < 500; at++ {
		save(t, s, fmt.Sprintf("%s%d.txt", strings.Repeat("n", 200), at))
	}
	if after := bytesOf(func() { call(s, first) }); after > before {
		return after - before
	}
	return 0
}

func TestAnUploadCostsNoMoreTheMoreFilesThereAre(t *testing.T) {
	if bytes := grown(t, func(s *uploads.Store, _ string) { save(t, s, "next.txt") }); bytes > 60_000 {
		t.Fatalf("%d bytes more", bytes)
	}
}

func TestADownloadCostsNoMoreTheMoreFilesThereAre(t *testing.T) {
	if bytes := grown(t, func(s *uploads.Store, id string) { got(s, id) }); bytes > 60_000 {
		t.Fatalf("%d bytes more", bytes)
	}
}

type zeros struct{}

func (zeros) Read(bytes []byte) (int, error) { return len(bytes), nil }

func TestALargeUploadIsNotHeldInMemory(t *testing.T) {
	s, _ := opened(t, false)
	if bytes := bytesOf(func() {
		if _, err := s.Save("large.bin", io.LimitReader(zeros{}, 16<<20)); err != nil {
			t.Fatal(err)
		}
	}); bytes > 4<<20 {
		t.Fatalf("%d bytes for a file of 16 MB", bytes)
	}
}
