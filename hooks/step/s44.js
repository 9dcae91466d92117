// @bun
import{hn,Do}from"./s34.js";import{existsSync as i}from"fs";var o=/^(?:core\.(?:worktree|excludesfile|attributesfile|ignorecase|precomposeunicode)|filter\..+)$/,n=/^filter\.lfs\.(?:clean=git-lfs clean -- %f|smudge=git-lfs smudge (?:--skip )?-- %f|process=git-lfs filter-process(?: --skip)?|required=true)$/,bf=(t,e)=>o.test(t)&&!n.test(`${t}=${e}`),l=(t,e)=>i(t.task)?Do("git",t,e):[],xf=(t,e,r=process.env)=>l(t,e).flatMap((s)=>hn(r,t,s))[0]??null;
export{bf,xf};
