// @bun
import{Wt}from"./s27.js";import{re,To,tt,Z,ye,ue}from"./s53.js";import{Eo,Jn,st,zo}from"./s24.js";import{Bo}from"./s8.js";import{S,n,Ce}from"./s2.js";import{R}from"./s74.js";var p=({criteria:t})=>`# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${t.map(({number:e})=>`| ${e} | <name of the test> | <path> |`).join(`
`)}

## Failing tests
<None, or each with what was expected and what came.>
`,b=ue({schema:S({...ye("stage-07"),all_acceptance_criteria_met:n(Z),tests_total:n(tt),tests_passed:n(tt),tests_failed:n(tt),failing_tests:n(To),assigned_retry_to:n(Ce(re)),criterion_to_test_mapping_is_one_to_one:n(Z)}),stage:"stage-07",agent:"qa",fields:()=>[],documents:(t)=>[{path:Wt,form:p(t)}],rules:(t)=>[t.criteria.length===0?"There are no criteria on this track: the table keeps its head alone.":"Every criterion has one row, and no test stands for two: the test that shows it, by its name as it stands in its file, a bar in it as `\\|`; of a parametrised test its name, or one case with its parameters as the runner prints it. Further tests have no row.","The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.","`PASS` says that every row's test passed, and that no test failed but those that failed before the build, too. Any other failing test is `FAIL`, with one blocker for each criterion that is not met.",...zo(t,"Change no other file.")],judge(t,e){let{document:o,isTest:r}=e,s=o(Wt),i=Jn(e),h=Bo(s??"",i,o,r),l=t.status==="PASS",m="what is wrong in it goes to its owner as a failing test";return{problems:[...l?st(Wt,s,h.problems):[],...(e.changed??[]).filter((a)=>!r(a)).map((a)=>`changed files: found ${R(a)}, expected only test files; what is wrong in it goes to its owner as a failing test`)],facts:{counts:{criteria:i.length},flags:{all_criteria_met:l,one_to_one:h.oneToOne},changed:Eo(e.changed??[],e),trees:e.trees()},texts:[s]}}});export{b as kind};
