// @bun
import{bn}from"./s38.js";import{he,ea,Tt,ee,Le,Oe}from"./s60.js";import{ta,Vr,At,oa}from"./s71.js";import{ha}from"./s9.js";import{g,n,Ce}from"./s2.js";import{C}from"./s79.js";var m=({criteria:t})=>`# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${t.map(({number:e})=>`| ${e} | <name of the test> | <path> |`).join(`
`)}

## Failing tests
<None, or each with what was expected and what came.>
`,b=Oe({schema:g({...Le("stage-07"),all_acceptance_criteria_met:n(ee),tests_total:n(Tt),tests_passed:n(Tt),tests_failed:n(Tt),failing_tests:n(ea),assigned_retry_to:n(Ce(he)),criterion_to_test_mapping_is_one_to_one:n(ee)}),stage:"stage-07",agent:"qa",fields:()=>[],documents:(t)=>[{path:bn,form:m(t)}],rules:(t)=>[t.criteria.length===0?"There are no criteria on this track: the table keeps its head alone.":"Every criterion has a row, and no test stands for two: it is one to one where each has exactly one. The test's name is written as it stands in its file; a bar in it as `\\|`. Of a parametrised test one case can be named, with its parameters, as the runner prints it.","The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.","`PASS` says that every row's test passed, and that no test failed. A failing test is `FAIL`, with one blocker for each.",...oa(t,"Change no other file.")],judge(t,e){let{document:o,isTest:r}=e,s=o(bn),i=Vr(e),p=ha(s??"",i,o,r),l=t.status==="PASS",c="what is wrong in it goes to its owner as a failing test";return{problems:[...l?At(bn,s,p.problems):[],...(e.changed??[]).filter((a)=>!r(a)).map((a)=>`changed files: found ${C(a)}, expected only test files; what is wrong in it goes to its owner as a failing test`)],facts:{counts:{criteria:i.length},flags:{all_criteria_met:l,one_to_one:p.oneToOne},changed:ta(e.changed??[],e),trees:e.trees()},texts:[s]}}});export{b as kind};
