// @bun
import{yn}from"./s46.js";import{he,na,Et,te,Ie,Te}from"./s9.js";import{ra,Hr,Ct,aa}from"./s22.js";import{ya}from"./s20.js";import{g,n,je}from"./s2.js";import{E}from"./s81.js";var p=({criteria:t})=>`# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${t.map(({number:e})=>`| ${e} | <name of the test> | <path> |`).join(`
`)}

## Failing tests
<None, or each with what was expected and what came.>
`,z=Te({schema:g({...Ie("stage-07"),all_acceptance_criteria_met:n(te),tests_total:n(Et),tests_passed:n(Et),tests_failed:n(Et),failing_tests:n(na),assigned_retry_to:n(je(he)),criterion_to_test_mapping_is_one_to_one:n(te)}),stage:"stage-07",agent:"qa",fields:()=>[],documents:(t)=>[{path:yn,form:p(t)}],rules:(t)=>[t.criteria.length===0?"There are no criteria on this track: the table keeps its head alone.":"Every criterion has one row, and no test stands for two: the test that shows it, by its name as it stands in its file, a bar in it as `\\|`; of a parametrised test its name, or one case with its parameters as the runner prints it. Further tests have no row.","The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.","`PASS` says that every row's test passed, and that no test failed but those that failed before the build, too. Any other failing test is `FAIL`, with one blocker for each criterion that is not met.",...aa(t,"Change no other file.")],judge(t,e){let{document:o,isTest:r}=e,s=o(yn),i=Hr(e),h=ya(s??"",i,o,r),l=t.status==="PASS",m="what is wrong in it goes to its owner as a failing test";return{problems:[...l?Ct(yn,s,h.problems):[],...(e.changed??[]).filter((a)=>!r(a)).map((a)=>`changed files: found ${E(a)}, expected only test files; what is wrong in it goes to its owner as a failing test`)],facts:{counts:{criteria:i.length},flags:{all_criteria_met:l,one_to_one:h.oneToOne},changed:ra(e.changed??[],e),trees:e.trees()},texts:[s]}}});export{z as kind};
