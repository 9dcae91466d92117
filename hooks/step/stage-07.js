// @bun
import"./shared-58.js";import"./shared-40.js";import"./shared-18.js";import"./shared-48.js";import"./shared-79.js";import{xn}from"./shared-45.js";import"./shared-71.js";import"./shared-87.js";import"./shared-65.js";import{ge,Xi,Tt,ee,ze,Re}from"./shared-56.js";import{Ji,Kr,At,na}from"./shared-47.js";import{pa}from"./shared-11.js";import"./shared-13.js";import"./shared-16.js";import"./shared-43.js";import"./shared-51.js";import"./shared-70.js";import{g,n,Pe}from"./shared-2.js";import"./shared-72.js";import"./shared-4.js";import"./shared-49.js";import"./shared-42.js";import{C}from"./shared-76.js";var m=({criteria:t})=>`# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${t.map(({number:e})=>`| ${e} | <name of the test> | <path> |`).join(`
`)}

## Failing tests
<None, or each with what was expected and what came.>
`,b=Re({schema:g({...ze("stage-07"),all_acceptance_criteria_met:n(ee),tests_total:n(Tt),tests_passed:n(Tt),tests_failed:n(Tt),failing_tests:n(Xi),assigned_retry_to:n(Pe(ge)),criterion_to_test_mapping_is_one_to_one:n(ee)}),stage:"stage-07",agent:"qa",fields:()=>[],documents:(t)=>[{path:xn,form:m(t)}],rules:(t)=>[t.criteria.length===0?"There are no criteria on this track: the table keeps its head alone.":"Every criterion has a row, and no test stands for two: it is one to one where each has exactly one. The test's name is written as it stands in its file; a bar in it as `\\|`. Of a parametrised test one case can be named, with its parameters, as the runner prints it.","The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.","`PASS` says that every row's test passed, and that no test failed. A failing test is `FAIL`, with one blocker for each.",...na(t,"Change no other file.")],judge(t,e){let{document:o,isTest:r}=e,s=o(xn),i=Kr(e),p=pa(s??"",i,o,r),l=t.status==="PASS",c="what is wrong in it goes to its owner as a failing test";return{problems:[...l?At(xn,s,p.problems):[],...(e.changed??[]).filter((a)=>!r(a)).map((a)=>`changed files: found ${C(a)}, expected only test files; what is wrong in it goes to its owner as a failing test`)],facts:{counts:{criteria:i.length},flags:{all_criteria_met:l,one_to_one:p.oneToOne},changed:Ji(e.changed??[],e),trees:e.trees()},texts:[s]}}});export{b as kind};
