// @bun
import{Xi,Ji}from"./s57.js";import{be,xe}from"./s12.js";function p(r,e,{nonce:c,subject:a}){let{project:i,run:t}=r,s=Xi(i,t);return{task:e.id,nonce:c,survey:s,criteria:Ji(i,t),musts:s?.musts??[],decided:be(t),attempt:xe(r,e,a)}}export{p as verifyFacts};
