// @bun
import{closeSync as i,constants as s,fstatSync as c,openSync as a,readSync as y}from"fs";var f=16777216;function ru(e,r=f){let l=null;try{l=a(e,s.O_RDONLY|s.O_NONBLOCK);let u=c(l);if(!u.isFile()||u.size>r)return null;let t=Buffer.allocUnsafe(u.size),n=0;for(let o=1;o>0&&n<t.length;n+=o)o=y(l,t,n,t.length-n,n);return t.subarray(0,n)}catch{return null}finally{if(l!==null)i(l)}}var no=(e,r=f)=>ru(e,r)?.toString("utf8")??null;
export{ru,no};
