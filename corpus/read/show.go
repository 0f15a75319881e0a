package read

// Text decodes a received file or record to be shown as it is: nothing is left
// out, markup stays markup. The error is an *Error for more
// than MaxFile bytes, or for what is no text.
func Text(name string, data []byte) (text, charset string, err error) {
	if len(data) > MaxFile {
		return "", "", &Error{Name: name, Reason: "文件太大，不能在网页上显示", Step: "请下载后查看"}
	}
	d, err := decode(data)
	return d.text, d.charset, err
}
