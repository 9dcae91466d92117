// @bun
import{Lt}from"./s10.js";import{ne,vo,Ye,q,he,ce}from"./s20.js";import{_o,Qn,nt,Oo}from"./s22.js";import{Lo}from"./s15.js";import{P,n,Pe}from"./s2.js";import{v}from"./s75.js";var p=({criteria:t})=>`# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${t.map(({number:e})=>`| ${e} | <name of the test> | <path> |`).join(`
`)}

## Failing tests
<None, or each with what was expected and what came.>
`,b=ce({schema:P({...he("stage-07"),all_acceptance_criteria_met:n(q),tests_total:n(Ye),tests_passed:n(Ye),tests_failed:n(Ye),failing_tests:n(vo),assigned_retry_to:n(Pe(ne)),criterion_to_test_mapping_is_one_to_one:n(q)}),stage:"stage-07",agent:"qa",fields:()=>[],documents:(t)=>[{path:Lt,form:p(t)}],rules:(t)=>[t.criteria.length===0?"There are no criteria on this track: the table keeps its head alone.":"Every criterion has one row, and no test stands for two: the test that shows it, by its name as it stands in its file, a bar in it as `\\|`; of a parametrised test its name, or one case with its parameters as the runner prints it. Further tests have no row.","The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.","`PASS` says that every row's test passed, and that no test failed but those that failed before the build, too. Any other failing test is `FAIL`, with one blocker for each criterion that is not met.",...Oo(t,"Change no other file.")],judge(t,e){let{document:o,isTest:r}=e,s=o(Lt),i=Qn(e),h=Lo(s??"",i,o,r),l=t.status==="PASS",m="what is wrong in it goes to its owner as a failing test";return{problems:[...l?nt(Lt,s,h.problems):[],...(e.changed??[]).filter((a)=>!r(a)).map((a)=>`changed files: found ${v(a)}, expected only test files; what is wrong in it goes to its owner as a failing test`)],facts:{counts:{criteria:i.length},flags:{all_criteria_met:l,one_to_one:h.oneToOne},changed:_o(e.changed??[],e),trees:e.trees()},texts:[s]}}});export{b as kind};
