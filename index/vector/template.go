package vector

import (
	"encoding/json"
	"fmt"
)

// postProcessor says which ids stand before and after those of a text, in either
// of the two forms that tokenizer.json has for BERT.
type postProcessor struct {
	Type string `json:"type"`

	// TemplateProcessing
	Single  []templatePart `json:"single"`
	Special map[string]struct {
		IDs []int64 `json:"ids"`
	} `json:"special_tokens"`

	// BertProcessing: each a pair of a token and its id
	Cls []json.RawMessage `json:"cls"`
	Sep []json.RawMessage `json:"sep"`
}

type templatePart struct {
	Special  *struct{ ID string } `json:"SpecialToken"`
	Sequence *struct{ ID string } `json:"Sequence"`
}

// around returns the ids before and after a single text. A nil processor adds
// none.
func (p *postProcessor) around() (before, after []int64, err error) {
	switch {
	case p == nil:
		return nil, nil, nil
	case p.Type == "TemplateProcessing":
		return p.template()
	case p.Type == "BertProcessing":
		cls, err := pairID(p.Cls)
		if err != nil {
			return nil, nil, err
		}
		sep, err := pairID(p.Sep)
		return []int64{cls}, []int64{sep}, err
	}
	return nil, nil, fmt.Errorf("首尾标记的形式 %q 不受支持，只支持 TemplateProcessing 和 BertProcessing", p.Type)
}

func (p *postProcessor) template() (before, after []int64, err error) {
	side := &before
	for _, part := range p.Single {
		switch {
		case part.Sequence != nil:
			side = &after
		case part.Special != nil:
			special, ok := p.Special[part.Special.ID]
			if !ok {
				return nil, nil, fmt.Errorf("首尾标记 %q 没有编号", part.Special.ID)
			}
			*side = append(*side, special.IDs...)
		}
	}
	return before, after, nil
}

func pairID(pair []json.RawMessage) (int64, error) {
	var id int64
	if len(pair) != 2 || json.Unmarshal(pair[1], &id) != nil {
		return 0, fmt.Errorf("首尾标记没有编号")
	}
	return id, nil
}
