// @bun
import"./shared-63.js";import"./shared-60.js";import"./shared-14.js";import"./shared-49.js";import"./shared-79.js";import{kn}from"./shared-45.js";import"./shared-51.js";import"./shared-81.js";import"./shared-34.js";import{me,Vi,Rt,ee,ze,Re}from"./shared-28.js";import{Ki,Ur,Tt,Yi}from"./shared-42.js";import{ua}from"./shared-11.js";import"./shared-13.js";import"./shared-72.js";import"./shared-41.js";import"./shared-68.js";import"./shared-46.js";import{g,n,Pe}from"./shared-3.js";import"./shared-17.js";import"./shared-70.js";import"./shared-47.js";import"./shared-50.js";import{C}from"./shared-76.js";var m=({criteria:t})=>`# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${t.map(({number:e})=>`| ${e} | <name of the test> | <path> |`).join(`
`)}

## Failing tests
<None, or each with what was expected and what came.>
`,b=Re({schema:g({...ze("stage-07"),all_acceptance_criteria_met:n(ee),tests_total:n(Rt),tests_passed:n(Rt),tests_failed:n(Rt),failing_tests:n(Vi),assigned_retry_to:n(Pe(me)),criterion_to_test_mapping_is_one_to_one:n(ee)}),stage:"stage-07",agent:"qa",fields:()=>[],documents:(t)=>[{path:kn,form:m(t)}],rules:(t)=>[t.criteria.length===0?"There are no criteria on this track: the table keeps its head alone.":"Every criterion has a row, and no test stands for two: it is one to one where each has exactly one. The test's name is written as it stands in its file; a bar in it as `\\|`. Of a parametrised test one case can be named, with its parameters, as the runner prints it.","The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.","`PASS` says that every row's test passed, and that no test failed. A failing test is `FAIL`, with one blocker for each.",...Yi(t,"Change no other file.")],judge(t,e){let{document:o,isTest:r}=e,s=o(kn),i=Ur(e),p=ua(s??"",i,o,r),l=t.status==="PASS",c="what is wrong in it goes to its owner as a failing test";return{problems:[...l?Tt(kn,s,p.problems):[],...(e.changed??[]).filter((a)=>!r(a)).map((a)=>`changed files: found ${C(a)}, expected only test files; what is wrong in it goes to its owner as a failing test`)],facts:{counts:{criteria:i.length},flags:{all_criteria_met:l,one_to_one:p.oneToOne},changed:Ki(e.changed??[],e),trees:e.trees()},texts:[s]}}});export{b as kind};
