package vector

import (
	"fmt"
	"sync"

	ort "github.com/yalue/onnxruntime_go"
)

// runtimeVersion is the version of ONNX Runtime that the Go binding was made for.
const runtimeVersion = "1.24.2"

// environment guards ONNX Runtime, of which a process can hold one: it is loaded
// with the first model and stays until the process ends, for other models may be
// open.
var environment struct {
	sync.Mutex
	loaded bool
}

// loadRuntime loads the library at path. Once one is loaded it does nothing.
//
// The caller has checked that the file is whole: the loader of the system ends
// the process over a library that was cut.
func loadRuntime(path string) error {
	environment.Lock()
	defer environment.Unlock()
	if environment.loaded {
		return nil
	}
	ort.SetSharedLibraryPath(path)
	if err := ort.InitializeEnvironment(ort.WithLogLevelFatal()); err != nil {
		return fmt.Errorf("装不上 ONNX Runtime：%s 不是能用的 %s 版（%w）；请运行 yinju model fetch", path, runtimeVersion, err)
	}
	if v := ort.GetVersion(); v != runtimeVersion {
		ort.DestroyEnvironment()
		return fmt.Errorf("%s 是 ONNX Runtime %s，本程序需要 %s；请运行 yinju model fetch", path, v, runtimeVersion)
	}
	environment.loaded = true
	return nil
}
