package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a tab of a headless Chromium that notices what a page must not do:
// call probe, violate its policy, ask another host, open a dialog.
type browser struct {
	ctx  context.Context
	base string // the only place that may be asked
	mu   sync.Mutex
	seen []string // what was noticed since the last look
}

// watcher runs in every page before anything else.
const watcher = `document.addEventListener("securitypolicyviolation", (e) =>
	probe("policy violated: " + e.effectiveDirective + " " + e.blockedURI + " " + e.sample));
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => probe(name);`

// chromium is the path of a Chromium, "" if there is none.
func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// openBrowser starts a Chromium with its profile in dir.
func openBrowser(ctx context.Context, path, dir, base string) (*browser, func(), error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.UserDataDir(dir), chromedp.DisableGPU, chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(ctx, options...)
	b := &browser{base: base}
	var closeTab context.CancelFunc
	b.ctx, closeTab = chromedp.NewContext(allocator, chromedp.WithListener(b.observe))
	end := func() { closeTab(); stop() }
	if err := b.prepare(); err != nil {
		end()
		return nil, nil, err
	}
	return b, end, nil
}

func (b *browser) prepare() error {
	err := chromedp.Do(b.ctx, chromedp.Navigate("about:blank"))
	return errors.Join(err,
		command(b, network.Enable, network.EnableParams{}),
		command(b, log.Enable, cdp.Empty{}),
		command(b, runtime.Enable, cdp.Empty{}),
		command(b, page.Enable, page.EnableParams{}),
		command(b, runtime.AddBinding, runtime.AddBindingParams{Name: "probe"}),
		command(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watcher}))
}

func command[P, R any](b *browser, c cdp.Command[P, R], params P) error {
	_, err := chromedp.Call(b.ctx, c, params)
	return err
}

func (b *browser) observe(event any) {
	switch e := event.(type) {
	case *runtime.EventBindingCalled:
		b.notice("ran: " + e.Payload)
	case *page.EventJavascriptDialogOpening:
		b.notice("dialog: " + e.Message)
	case *log.EventEntryAdded:
		b.logged(e.Entry)
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, b.base) && !strings.HasPrefix(u, "about:") && !strings.HasPrefix(u, "data:") {
			b.notice("asked " + u)
		}
	}
}

// logged leaves out what the browser says of answers that are errors: those pages
// are looked at on purpose.
func (b *browser) logged(e *log.Entry) {
	if !strings.HasPrefix(e.Text, "Failed to load resource: the server responded") {
		b.notice("browser log: " + e.Text)
	}
}

func (b *browser) notice(what string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.seen = append(b.seen, what)
}

// inspect is what is wrong in a page's own tree: elements that came out of a text,
// and links that are scripts.
const inspect = `[...document.querySelectorAll("[data-probe], [onerror], [onload], base, iframe, object, embed, script:not([src])")].map(e => "element " + e.outerHTML.slice(0, 120))
	.concat([...document.querySelectorAll("a[href], form[action]")].map(e => (e.href || e.action) + "").filter(u => !/^https?:/.test(u)).map(u => "link to " + u)).join("\n")`

// open shows a page, moves over it, and returns what was noticed.
func (b *browser) open(path string) ([]string, error) {
	if err := chromedp.Do(b.ctx, chromedp.Navigate(b.base+path)); err != nil {
		return nil, fmt.Errorf("%.200s: %w", path, err)
	}
	tree, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](inspect))
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	seen := b.seen
	b.seen = nil
	if tree != "" {
		seen = append(seen, strings.Split(tree, "\n")...)
	}
	return seen, nil
}
