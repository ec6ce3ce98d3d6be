// Puts load on Go's net/http, by the line protocol of LoadProgram.java:
// "run URL BYTES CALLERS MILLIS" is answered with exchanges, nanoseconds and allocated bytes.
package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

var transport = &http.Transport{MaxIdleConnsPerHost: 1024, DisableCompression: true}

// exchange makes, sends and reads one request to its end, by way of the caller's buffer.
func exchange(target *url.URL, buffer []byte) (int, error) {
	request := &http.Request{Method: "GET", URL: target, Header: make(http.Header)}
	response, err := transport.RoundTrip(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	total := 0
	for {
		n, err := response.Body.Read(buffer)
		total += n
		if err == io.EOF {
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
}

func run(words []string) (string, error) {
	target, err := url.Parse(words[0])
	if err != nil {
		return "", err
	}
	bodyBytes, _ := strconv.Atoi(words[1])
	callers, _ := strconv.Atoi(words[2])
	millis, _ := strconv.Atoi(words[3])
	var enough atomic.Bool
	var exchanges atomic.Int64
	var failure atomic.Pointer[error]
	var ready, done sync.WaitGroup
	begin := make(chan struct{})
	ready.Add(callers)
	done.Add(callers)
	for i := 0; i < callers; i++ {
		go func() {
			defer done.Done()
			buffer := make([]byte, 8192)
			own := int64(0)
			ready.Done()
			<-begin
			for !enough.Load() {
				read, err := exchange(target, buffer)
				if err == nil && read != bodyBytes {
					err = fmt.Errorf("%d bytes instead of %d", read, bodyBytes)
				}
				if err != nil {
					failure.Store(&err)
					break
				}
				own++
			}
			exchanges.Add(own)
		}()
	}
	ready.Wait()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	close(begin)
	time.Sleep(time.Duration(millis) * time.Millisecond)
	enough.Store(true)
	done.Wait()
	nanos := time.Since(began).Nanoseconds()
	runtime.ReadMemStats(&after)
	if err := failure.Load(); err != nil {
		return "", *err
	}
	return fmt.Sprint(exchanges.Load(), nanos, after.TotalAlloc-before.TotalAlloc), nil
}

func main() {
	fmt.Println("READY")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "exit ") {
		answer, err := run(strings.Split(lines.Text(), " ")[1:])
		if err != nil {
			fmt.Println("FAILED", lines.Text()+":", err)
		} else {
			fmt.Println("OK", lines.Text(), answer)
		}
	}
}
