// @bun
import{wn}from"./s38.js";import{he,Ai,_t,te,Ae,$e}from"./s57.js";import{Pi,Us,Tt,Li}from"./s22.js";import{qi}from"./s8.js";import{w,n,ee}from"./s2.js";import{i}from"./s39.js";var m=({criteria:t})=>`# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${t.map(({number:e})=>`| ${e} | <name of the test> | <path> |`).join(`
`)}

## Failing tests
<None, or each with what was expected and what came.>
`,T=$e({schema:w({...Ae("stage-07"),all_acceptance_criteria_met:n(te),tests_total:n(_t),tests_passed:n(_t),tests_failed:n(_t),failing_tests:n(Ai),assigned_retry_to:n(ee(he)),criterion_to_test_mapping_is_one_to_one:n(te)}),stage:"stage-07",agent:"qa",fields:()=>[],documents:(t)=>[{path:wn,form:m(t)}],rules:(t)=>[t.criteria.length===0?"There are no criteria on this track: the table keeps its head alone.":"Every criterion has one row, and no test stands for two: the test that shows it, by its name as it stands in its file, a bar in it as `\\|`; of a parametrised test its name, or one case with its parameters as the runner prints it. Further tests have no row.","The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.","`PASS` says that every row's test passed, and that no test failed but those that failed before the build, too. Any other failing test is `FAIL`, with one blocker for each criterion that is not met.",...Li(t,"Change no other file.")],judge(t,e){let{document:o,isTest:r}=e,s=o(wn),h=Us(e),l=qi(s??"",h,o,r),p=t.status==="PASS",c="what is wrong in it goes to its owner as a failing test";return{problems:[...p?Tt(wn,s,l.problems):[],...(e.changed??[]).filter((a)=>!r(a)).map((a)=>`changed files: found ${i(a)}, expected only test files; what is wrong in it goes to its owner as a failing test`)],facts:{counts:{criteria:h.length},flags:{all_criteria_met:p,one_to_one:l.oneToOne},changed:Pi(e.changed??[],e),trees:e.trees()},texts:[s]}}});export{T as kind};
