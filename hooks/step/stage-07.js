// @bun
import{vn}from"./s68.js";import{ye,da,Ct,ne,Ie,Ae}from"./s67.js";import{fa,Xr,Lt,ha}from"./s77.js";import{Ra}from"./s18.js";import{y,n,Me}from"./s3.js";import{x}from"./s82.js";var p=({criteria:t})=>`# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${t.map(({number:e})=>`| ${e} | <name of the test> | <path> |`).join(`
`)}

## Failing tests
<None, or each with what was expected and what came.>
`,b=Ae({schema:y({...Ie("stage-07"),all_acceptance_criteria_met:n(ne),tests_total:n(Ct),tests_passed:n(Ct),tests_failed:n(Ct),failing_tests:n(da),assigned_retry_to:n(Me(ye)),criterion_to_test_mapping_is_one_to_one:n(ne)}),stage:"stage-07",agent:"qa",fields:()=>[],documents:(t)=>[{path:vn,form:p(t)}],rules:(t)=>[t.criteria.length===0?"There are no criteria on this track: the table keeps its head alone.":"Every criterion has one row, and no test stands for two: the test that shows it, by its name as it stands in its file, a bar in it as `\\|`; of a parametrised test its name, or one case with its parameters as the runner prints it. Further tests have no row.","The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.","`PASS` says that every row's test passed, and that no test failed but those that failed before the build, too. Any other failing test is `FAIL`, with one blocker for each criterion that is not met.",...ha(t,"Change no other file.")],judge(t,e){let{document:o,isTest:r}=e,s=o(vn),i=Xr(e),h=Ra(s??"",i,o,r),l=t.status==="PASS",m="what is wrong in it goes to its owner as a failing test";return{problems:[...l?Lt(vn,s,h.problems):[],...(e.changed??[]).filter((a)=>!r(a)).map((a)=>`changed files: found ${x(a)}, expected only test files; what is wrong in it goes to its owner as a failing test`)],facts:{counts:{criteria:i.length},flags:{all_criteria_met:l,one_to_one:h.oneToOne},changed:fa(e.changed??[],e),trees:e.trees()},texts:[s]}}});export{b as kind};
