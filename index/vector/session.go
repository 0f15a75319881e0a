package vector

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	ort "github.com/yalue/onnxruntime_go"
)

// session runs the network of a model folder. It may be run from several
// goroutines.
type session struct {
	network  *ort.DynamicAdvancedSession
	inputs   []input
	manifest Manifest
}

// input makes an input of the network from the ids of a text.
type input func(ids []int64) []int64

// openSession loads the network of a folder and finds its inputs and its output.
func openSession(f *folder) (*session, error) {
	path := f.path(modelFile)
	has, gives, err := ort.GetInputOutputInfo(path)
	if err != nil {
		return nil, fmt.Errorf("ONNX Runtime 读不出 %s：%w", path, err)
	}
	s := &session{manifest: f.manifest}
	names, err := s.bind(has)
	if err != nil {
		return nil, fmt.Errorf("%s：%w", path, err)
	}
	output, err := outputName(f.manifest.Output, gives)
	if err != nil {
		return nil, fmt.Errorf("%s：%w", path, err)
	}
	options, err := sessionOptions()
	if err != nil {
		return nil, err
	}
	defer options.Destroy()
	s.network, err = ort.NewDynamicAdvancedSession(path, names, []string{output}, options)
	if err != nil {
		return nil, fmt.Errorf("ONNX Runtime 读不出 %s：%w", path, err)
	}
	return s, nil
}

// sessionOptions ask for one thread a run, and for no plan of memory kept for
// every length of text that was ever seen.
func sessionOptions() (*ort.SessionOptions, error) {
	o, err := ort.NewSessionOptions()
	if err != nil {
		return nil, err
	}
	err = errors.Join(
		o.SetIntraOpNumThreads(1), o.SetInterOpNumThreads(1),
		o.SetMemPattern(false),
		o.SetLogSeverityLevel(ort.LoggingLevelFatal), // errors are returned as well
	)
	if err != nil {
		o.Destroy()
		return nil, err
	}
	return o, nil
}

// bind says how each input of the network is made and returns their names.
func (s *session) bind(has []ort.InputOutputInfo) (names []string, err error) {
	m := s.manifest
	makers := map[string]input{
		cmp.Or(m.InputIDs, "input_ids"):           func(ids []int64) []int64 { return ids },
		cmp.Or(m.AttentionMask, "attention_mask"): func(ids []int64) []int64 { return slices.Repeat([]int64{1}, len(ids)) },
		cmp.Or(m.TokenTypeIDs, "token_type_ids"):  func(ids []int64) []int64 { return make([]int64, len(ids)) },
	}
	for _, in := range has {
		maker, ok := makers[in.Name]
		if !ok {
			return nil, fmt.Errorf("模型的输入 %s 不是 BERT 的输入；名称不同时请在 manifest.json 里写明 input_ids、attention_mask、token_type_ids", in.Name)
		}
		names = append(names, in.Name)
		s.inputs = append(s.inputs, maker)
	}
	return names, nil
}

// outputName is the output that the manifest names, else BERT's, else the only
// one.
func outputName(named string, gives []ort.InputOutputInfo) (string, error) {
	want := cmp.Or(named, "last_hidden_state")
	for _, out := range gives {
		if out.Name == want {
			return want, nil
		}
	}
	if named == "" && len(gives) == 1 {
		return gives[0].Name, nil
	}
	return "", fmt.Errorf("模型没有 %s 这一输出；请在 manifest.json 里用 output 写明输出的名称", want)
}

// run returns the vector of a text, of length 1.
func (s *session) run(ids []int64) ([]float32, error) {
	inputs := make([]ort.Value, 0, len(s.inputs))
	defer func() { destroy(inputs) }()
	for _, maker := range s.inputs {
		t, err := ort.NewTensor(ort.NewShape(1, int64(len(ids))), maker(ids))
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, t)
	}
	outputs := []ort.Value{nil}
	defer func() { destroy(outputs) }()
	if err := s.network.Run(inputs, outputs); err != nil {
		return nil, fmt.Errorf("模型算不出向量：%w", err)
	}
	out, ok := outputs[0].(*ort.Tensor[float32])
	if !ok {
		return nil, errors.New("模型给出的不是 float32 的向量")
	}
	return s.pooled(out.GetData(), out.GetShape())
}

func destroy(values []ort.Value) {
	for _, v := range values {
		if v != nil {
			v.Destroy()
		}
	}
}

// pooled makes one vector of the output for one text, whose shape is (1, tokens,
// dimensions), or (1, dimensions) where pooling is none.
func (s *session) pooled(data []float32, shape ort.Shape) ([]float32, error) {
	axes, dimensions := 3, int64(s.manifest.Dimensions)
	if s.manifest.Pooling == "none" {
		axes = 2
	}
	if len(shape) != axes || shape[0] != 1 || len(data) == 0 {
		return nil, fmt.Errorf("模型输出的形状是 %v，与 pooling 为 %s 不合", shape, s.manifest.Pooling)
	}
	if last := shape[axes-1]; last != dimensions {
		return nil, fmt.Errorf("模型给出 %d 维的向量，manifest.json 写的是 %d 维", last, dimensions)
	}
	v := make([]float32, dimensions)
	copy(v, data)
	if s.manifest.Pooling == "mean" {
		for i, x := range data[dimensions:] {
			v[int64(i)%dimensions] += x
		}
	}
	return v, normalise(v)
}

// normalise gives v the length 1. It fails for a vector without a direction.
func normalise(v []float32) error {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	length := math.Sqrt(sum)
	if length == 0 || math.IsNaN(length) || math.IsInf(length, 0) {
		return errors.New("模型给出的向量没有方向（全零或不是数）")
	}
	for i := range v {
		v[i] = float32(float64(v[i]) / length)
	}
	return nil
}

func (s *session) close() error { return s.network.Destroy() }
