package evidence

import (
	"strings"
	"testing"
)

var (
	benchClaim   = "北京的户外电子屏不按时间规定亮灯，限期不改的罚一千到一万元，2024年起三个月内整改"
	benchPassage = strings.Repeat("第五十条 违反本条例第二十三条规定，电子显示装置不符合设置规范或者运行时间要求的，由街道办事处或者乡镇人民政府责令限期改正；逾期不改正的，处二千元以上二万元以下罚款。自2023年5月1日起施行。", 6)
)

func BenchmarkParts(b *testing.B) {
	for b.Loop() {
		Parts(benchClaim)
	}
}

func BenchmarkCompare(b *testing.B) {
	parts := Parts(benchClaim)
	for b.Loop() {
		Compare(parts, benchClaim, Source{Text: benchPassage, Title: "北京市户外广告设施条例"})
	}
}
