// @bun
import{hn,Wo}from"./s35.js";import{existsSync as i}from"fs";var o=/^(?:core\.(?:worktree|excludesfile|attributesfile|ignorecase|precomposeunicode)|filter\..+)$/,n=/^filter\.lfs\.(?:clean=git-lfs clean -- %f|smudge=git-lfs smudge (?:--skip )?-- %f|process=git-lfs filter-process(?: --skip)?|required=true)$/,$f=(t,e)=>o.test(t)&&!n.test(`${t}=${e}`),l=(t,e)=>i(t.task)?Wo("git",t,e):[],Sf=(t,e,r=process.env)=>l(t,e).flatMap((s)=>hn(r,t,s))[0]??null;
export{$f,Sf};
