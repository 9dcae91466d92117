// @bun
import{kn}from"./s39.js";import{he,Oi,vt,te,Ae,$e}from"./s42.js";import{Ei,qs,Rt,ji}from"./s20.js";import{Wi}from"./s9.js";import{w,n,ee}from"./s2.js";import{a}from"./s40.js";var m=({criteria:t})=>`# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${t.map(({number:e})=>`| ${e} | <name of the test> | <path> |`).join(`
`)}

## Failing tests
<None, or each with what was expected and what came.>
`,T=$e({schema:w({...Ae("stage-07"),all_acceptance_criteria_met:n(te),tests_total:n(vt),tests_passed:n(vt),tests_failed:n(vt),failing_tests:n(Oi),assigned_retry_to:n(ee(he)),criterion_to_test_mapping_is_one_to_one:n(te)}),stage:"stage-07",agent:"qa",fields:()=>[],documents:(t)=>[{path:kn,form:m(t)}],rules:(t)=>[t.criteria.length===0?"There are no criteria on this track: the table keeps its head alone.":"Every criterion has one row, and no test stands for two: the test that shows it, by its name as it stands in its file, a bar in it as `\\|`; of a parametrised test its name, or one case with its parameters as the runner prints it. Further tests have no row.","The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.","`PASS` says that every row's test passed, and that no test failed but those that failed before the build, too. Any other failing test is `FAIL`, with one blocker for each criterion that is not met.",...ji(t,"Change no other file.")],judge(t,e){let{document:r,isTest:i}=e,s=r(kn),h=qs(e),l=Wi(s??"",h,r,i),p=t.status==="PASS",c="what is wrong in it goes to its owner as a failing test";return{problems:[...p?Rt(kn,s,l.problems):[],...(e.changed??[]).filter((o)=>!i(o)).map((o)=>`changed files: found ${a(o)}, expected only test files; what is wrong in it goes to its owner as a failing test`)],facts:{counts:{criteria:h.length},flags:{all_criteria_met:p,one_to_one:l.oneToOne},changed:Ei(e.changed??[],e),trees:e.trees()},texts:[s]}}});export{T as kind};
