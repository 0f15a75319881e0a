package vector

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The bounds of a request to an address.
const (
	remoteBatch   = 64               // texts a request
	remoteRunes   = 2000             // of a text; servers refuse what is too long for their model
	remoteAnswer  = 64 << 20         // bytes read of an answer
	remoteTimeout = 60 * time.Second // where the caller sets no earlier end
	remoteHops    = 3                // redirects, all to the same host
	remoteOpening = 5 * time.Second  // of the first question: answers by words wait for it
)

// remote is the Embedder at an address that speaks the embeddings protocol of
// OpenAI. It sends the texts away.
type remote struct {
	address string // without the fragment
	shown   string // the same without a password
	name    string // of the model, may be empty
	key     string // bearer token, may be empty
	client  *http.Client
	model   Model
}

// openAddress opens the model NAME at http(s)://…#NAME and asks it for the vector
// of one word to learn the dimensions.
func openAddress(ctx context.Context, address, key string) (*remote, error) {
	u, err := parseAddress(address)
	if err != nil {
		return nil, err
	}
	name := u.Fragment
	u.Fragment, u.RawFragment = "", ""
	r := &remote{address: u.String(), shown: u.Redacted(), name: name, key: key}
	r.client = &http.Client{Timeout: remoteTimeout, CheckRedirect: sameHost}
	vectors, err := r.first(ctx, remoteOpening)
	if err != nil {
		return nil, err
	}
	r.model = Model{
		Name: name + "@" + u.Host, Fingerprint: remoteFingerprint(r.address, name, len(vectors[0])),
		Dimensions: len(vectors[0]), Remote: true,
	}
	return r, nil
}

// first asks for the vector of one word, and waits no longer than patience.
func (r *remote) first(ctx context.Context, patience time.Duration) ([][]float32, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	return r.ask(ctx, []string{"试"})
}

// AddressError says that the address of a model is none that can be asked.
type AddressError struct{ Address string }

func (e *AddressError) Error() string {
	return fmt.Sprintf("向量服务的地址 %q 不合规，应形如 http://主机:端口/v1/embeddings#模型名称", e.Address)
}

// CheckModel fails with an *AddressError where model is written as an address and
// is none that can be asked. Whether a folder or a service is there it does not try.
func CheckModel(model string) error {
	if !isAddress(model) {
		return nil
	}
	_, err := parseAddress(model)
	return err
}

func parseAddress(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil: // what cannot be taken apart may hold a password
		scheme, _, _ := strings.Cut(address, "://")
		return nil, &AddressError{scheme + "://…"}
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return nil, &AddressError{u.Redacted()}
	}
	return u, nil
}

// Shown is an address as it may be shown, without its password. It is empty for
// what is no address.
func Shown(model string) string {
	u, err := url.Parse(model)
	if !isAddress(model) || err != nil {
		return ""
	}
	return u.Redacted()
}

// remoteFingerprint names what can be known of a model behind an address. Whether
// the service changes the model under the same name cannot.
func remoteFingerprint(address, name string, dimensions int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d\n%d", address, name, dimensions, remoteRunes))
	return hex.EncodeToString(sum[:])
}

// sameHost lets no redirect carry the texts to somebody else, nor out of https.
func sameHost(to *http.Request, via []*http.Request) error {
	if from := via[0].URL; to.URL.Host != from.Host || to.URL.Scheme != from.Scheme {
		return fmt.Errorf("它要把请求转到 %s，没有照办", to.URL.Host)
	}
	if len(via) > remoteHops {
		return errors.New("它一再转向")
	}
	return nil
}

func (r *remote) Model() Model { return r.model }

// Embed sends the texts in requests of at most 64, one after the other; both
// kinds alike.
func (r *remote) Embed(ctx context.Context, _ Kind, texts []string) ([][]float32, error) {
	vectors := make([][]float32, 0, len(texts))
	for len(texts) > 0 {
		n := min(len(texts), remoteBatch)
		batch, err := r.ask(ctx, texts[:n])
		if err != nil {
			return nil, err
		}
		if got := len(batch[0]); got != r.model.Dimensions {
			return nil, r.wrong("给出 %d 维的向量，先前是 %d 维", got, r.model.Dimensions)
		}
		vectors = append(vectors, batch...)
		texts = texts[n:]
	}
	return vectors, nil
}

func (r *remote) Close() error {
	r.client.CloseIdleConnections()
	return nil
}

// wrong is an error that names the address.
func (r *remote) wrong(format string, args ...any) error {
	return fmt.Errorf("向量服务 %s "+format, append([]any{r.shown}, args...)...)
}

// ask returns the vectors of up to 64 texts, all of one dimension.
func (r *remote) ask(ctx context.Context, texts []string) ([][]float32, error) {
	request, err := r.request(ctx, texts)
	if err != nil {
		return nil, err
	}
	answer, err := r.client.Do(request)
	if err != nil {
		return nil, r.unreached(ctx, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, r.wrong("答以 %s", answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, remoteAnswer))
	if err != nil {
		return nil, r.unreached(ctx, err)
	}
	vectors, err := parseVectors(body, len(texts))
	if err != nil {
		return nil, r.wrong("%w", err)
	}
	return vectors, nil
}

func (r *remote) request(ctx context.Context, texts []string) (*http.Request, error) {
	input := make([]string, len(texts))
	for i, text := range texts {
		input[i] = firstRunes(text, remoteRunes)
	}
	body, err := json.Marshal(map[string]any{"model": r.name, "input": input})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	if r.key != "" {
		request.Header.Set("Authorization", "Bearer "+r.key)
	}
	return request, nil
}

// unreached says why no answer came. The end of ctx can be told with errors.Is.
func (r *remote) unreached(ctx context.Context, err error) error {
	var network net.Error
	switch {
	case ctx.Err() != nil:
		return &lateError{r.wrong("没有在时限内答复"), ctx.Err()}
	case errors.As(err, &network) && network.Timeout():
		return &lateError{r.wrong("没有在 %d 秒内答复", int(remoteTimeout.Seconds())), context.DeadlineExceeded}
	}
	var wrapped *url.Error // its text repeats the address, with the password starred
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return r.wrong("连不上：%w", err)
}

// lateError says in words that no answer came, and is the end of a context.
type lateError struct{ words, end error }

func (e *lateError) Error() string { return e.words.Error() }

func (e *lateError) Unwrap() error { return e.end }

func firstRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// parseVectors reads {"data": [{"index": 0, "embedding": […]}, …]} and returns
// count vectors of length 1 and of one dimension, in the order of index.
func parseVectors(body []byte, count int) ([][]float32, error) {
	var answer struct {
		Data []struct {
			Index     *int      `json:"index"`
			Embedding []float32 `json:"embedding"`
		} `json:"data"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, fmt.Errorf("答复的不是向量的 JSON：%w", err)
	}
	if len(answer.Data) != count {
		return nil, fmt.Errorf("给出 %d 个向量，应有 %d 个", len(answer.Data), count)
	}
	vectors := make([][]float32, count)
	for i, d := range answer.Data {
		if d.Index != nil {
			i = *d.Index
		}
		if i < 0 || i >= count || vectors[i] != nil {
			return nil, fmt.Errorf("答复里的序号 %d 有误", i)
		}
		vectors[i] = d.Embedding
	}
	return vectors, checkVectors(vectors)
}

// checkVectors gives all vectors the length 1.
func checkVectors(vectors [][]float32) error {
	for _, v := range vectors {
		if len(v) != len(vectors[0]) || len(v) == 0 || len(v) > maxDimensions {
			return fmt.Errorf("给出 %d 维的向量，须各个相同，1 到 %d 维", len(v), maxDimensions)
		}
		if err := normalise(v); err != nil {
			return err
		}
	}
	return nil
}
